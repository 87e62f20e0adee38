"""The public interface for programs: version 1, read only, JSON, described by OpenAPI 3.1."""
