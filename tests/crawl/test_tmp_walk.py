import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from tests.crawl.walk import walk, visit
from tests.crawl.test_every_page import EXPECTED
from tests.crawl.conftest import _serve_a_while, STARTS

def test_tmp(django_db_setup, django_db_blocker, tmp_path):
    from config.sample import load_sample_site
    files={"BACKEND":"django.core.files.storage.FileSystemStorage","OPTIONS":{"location":tmp_path}}
    import tests.crawl.walk as w
    w.MOST=5000
    with django_db_blocker.unblock(), override_settings(STORAGES=settings.STORAGES|{"default":files}), transaction.atomic():
        load_sample_site()
        c=Client(raise_request_exception=False)
        with pytest.MonkeyPatch.context() as patch:
            _serve_a_while(patch)
            v=walk(c,"nobody",STARTS)
        transaction.set_rollback(True)
    open('/tmp/finish_walk.txt','w').write("\n".join(f"{x.status} {len(x.queries)} {x.path} <- {x.found_on}" for x in v))
    paths={x.path for x in v}
    print(len(paths), [p for p in EXPECTED if p not in paths])
    print([str(x) for x in v if x.status==404 or x.status>=500])
    print([f"{len(x.queries)} {x.path}" for x in v if x.is_page and len(x.queries)>10])
    assert 0
