// Shows a question only to whom it is asked. The server decides by the same rules; without this
// script every question stands there with its condition in words. A form that asks several people
// has a part for each, marked with data-apart: nobody's answers decide what another is asked.

const fields = (form) => [...form.querySelectorAll("[data-question]")];
const block = (input) => input.closest(".field, .w-field__wrapper");

/** Return the inputs by question, in the order in which they are asked. */
function questionsIn(form) {
  const found = new Map();
  for (const input of fields(form)) {
    const key = input.dataset.question;
    found.set(key, [...(found.get(key) ?? []), input]);
  }
  return found;
}

/** Return what is ticked, as the keys of choices; "0" is a box of consent. */
function chosen(inputs) {
  return inputs
    .filter((input) => input.checked)
    .map((input) => (input.type === "checkbox" && input.value === "on" ? "0" : input.value));
}

function fits(form, asks) {
  const groups = asks.ifGroups?.split(" ");
  const group = form.querySelector("[name=group]:checked");
  if (groups && form.querySelector("[name=group]") && !groups.includes(group?.value)) return false;
  const boxes = asks.ifSession ? [...form.querySelectorAll("[data-session], [name$=sessions-chosen]")] : [];
  const isChosen = (box) => box.checked && (box.dataset.session ?? box.value) === asks.ifSession;
  return !boxes.length || boxes.some(isChosen);
}

function follows(asks, answers) {
  if (!asks.ifQuestion) return true;
  const given = answers.get(asks.ifQuestion) ?? [];
  const wanted = asks.ifChoices ? asks.ifChoices.split(" ") : [];
  return wanted.length ? given.some((key) => wanted.includes(key)) : given.length > 0;
}

function show(form, questions) {
  const answers = new Map();
  for (const [key, inputs] of questions) {
    const asks = inputs[0].dataset;
    const isAsked = fits(form, asks) && follows(asks, answers);
    answers.set(key, isAsked ? chosen(inputs) : []);
    const place = block(inputs[0]);
    if (!place) continue;
    place.hidden = !isAsked;
    for (const input of inputs) {
      if (!input.dataset.off) input.disabled = !isAsked;
    }
  }
}

function apart(form) {
  const people = [...form.querySelectorAll("[data-apart]")];
  return people.length ? people : [form];
}

for (const form of [...document.forms].flatMap(apart)) {
  const questions = questionsIn(form);
  if (![...questions.values()].some(([first]) => /^if/m.test(Object.keys(first.dataset).join("\n")))) continue;
  for (const inputs of questions.values()) {
    for (const input of inputs) if (input.disabled) input.dataset.off = "true";
    block(inputs[0])?.querySelectorAll("[data-condition]").forEach((hint) => { hint.hidden = true; });
  }
  form.addEventListener("change", () => show(form, questions));
  // What the browser fills in again after "back" comes without an event.
  window.addEventListener("pageshow", () => show(form, questions));
  show(form, questions);
}
