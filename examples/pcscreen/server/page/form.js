// The form for one customer. It changes with the country, and asks the
// service for the verdict while one types.
import { countryName, whyUndecided } from "./countries.js";
import { element } from "./elements.js";

const pause = 150; // milliseconds without a key before the service is asked

const bases = { documented: "Documented by Microsoft", disputed: "Disputed between Microsoft’s own pages", inferred: "Inferred" };

const byID = (id) => document.getElementById(id);
const paths = (input) => input.dataset.field.split(" ");

export function startForm() {
  const form = byID("form");
  const country = byID("country");
  const inputs = [...form.querySelectorAll("input[data-field]")];
  const touched = new Set();
  let rules = null;
  let timer = 0;
  let asked = null; // the request that is under way

  function ruleOf(code) {
    return rules.countries.find((rule) => rule.country === code) ?? { ...rules.elsewhere, country: code };
  }

  // Listed countries come first; both groups are in the order of their names.
  function listCountries() {
    const chosen = country.value;
    const codes = [...country.querySelectorAll("option")].map((option) => option.value).filter(Boolean);
    const listed = new Set(rules.countries.map((rule) => rule.country));
    const named = codes.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name));
    const group = (label, members) => {
      const options = element("optgroup", { label });
      for (const { code, name } of members) options.append(element("option", { value: code }, `${name} (${code})`));
      return options;
    };
    country.replaceChildren(
      element("option", { value: "" }, "Choose a country"),
      group("Number and phone are required", named.filter(({ code }) => listed.has(code))),
      group(rules.elsewhere.registrationNumber.requirement === "notSupported" ? "A number is refused" : "Number and phone are optional",
        named.filter(({ code }) => !listed.has(code))),
    );
    country.value = chosen;
  }

  function mark(target, requirement) {
    const [text, style] = { required: ["required", "required"], notSupported: ["must stay empty", "unsupported"] }[requirement] ?? ["optional", "optional"];
    target.textContent = text;
    target.className = `mark ${style}`;
  }

  function showHints() {
    const rule = country.value ? ruleOf(country.value) : null;
    const hint = (rule ?? rules.elsewhere).registrationNumber;
    byID("number-local").textContent = hint.localLabel;
    byID("number-label").textContent = hint.label.replace(` (${hint.localLabel})`, ""); // said once is enough
    byID("number-hint").textContent = rule ? hint.help : "Choose a country to see what it is called there, and how it is written.";
    byID("number-example").hidden = !hint.example;
    byID("number-example-value").textContent = hint.example;
    mark(byID("number-mark"), rule ? hint.requirement : "optional");
    byID("number").inputMode = hint.inputMode;
    byID("number").setAttribute("aria-required", hint.requirement === "required");
    const phone = (rule ?? rules.elsewhere).phoneNumber;
    mark(byID("phone-mark"), rule ? phone.requirement : "optional");
    byID("phone").setAttribute("aria-required", phone.requirement === "required");
    byID("calling-code").textContent = `+${phone.callingCode}`;
    byID("phone-code").hidden = !phone.callingCode;
    showRuler();
  }

  // The ruler shows how many digits there are, and where the country's numbers end.
  function showRuler() {
    const digits = country.value ? ruleOf(country.value).digits : [];
    const ruler = byID("ruler");
    const count = byID("number-count");
    const typed = byID("number").value;
    ruler.hidden = count.hidden = digits.length === 0;
    if (digits.length === 0) return;
    const most = Math.max(...digits);
    const typedDigits = typed.replace(/[^0-9]/g, "").length;
    const others = [...typed].length - typedDigits;
    const fits = others === 0 && digits.includes(typedDigits);
    const misses = others > 0 || typedDigits > most;
    ruler.style.setProperty("--cells", most);
    ruler.className = `ruler ${fits ? "fits" : ""} ${misses ? "misses" : ""}`;
    ruler.replaceChildren(...Array.from({ length: most }, (_, i) =>
      element("i", { class: `${i < typedDigits ? "filled" : ""} ${digits.includes(i + 1) ? "stop" : ""}` })));
    const plural = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
    count.textContent = plural(typedDigits, "digit") + (fits ? ", which fits" : others > 0 ? ` and ${plural(others, "other character")}`
      : typedDigits > most ? `, ${typedDigits - most} too many` : typedDigits > 0 ? " so far" : "");
  }

  function customer() {
    const made = { companyProfile: {}, billingProfile: { defaultAddress: { country: country.value } } };
    for (const input of inputs) {
      if (input.value === "") continue;
      for (const path of paths(input)) {
        const names = path.split(".");
        const last = names.pop();
        names.reduce((object, name) => object[name] ??= {}, made)[last] = input.value;
      }
    }
    return made;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  async function ask() {
    clearTimeout(timer);
    asked?.abort();
    if (!rules || !country.value && inputs.every(({ value }) => value === "")) {
      show("waiting", "Waiting", "Choose a country to begin.");
      return;
    }
    const request = asked = new AbortController();
    const body = JSON.stringify(customer());
    const path = `/v1/screen?policy=${encodeURIComponent(rules.policy)}`;
    byID("curl").textContent = `curl '${location.origin}${path}' -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
    try {
      const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal: request.signal });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.detail);
      showAnswer(answer);
    } catch (error) {
      if (error.name === "AbortError") return;
      show("failed", "No answer", `The service did not answer: ${error.message}. Is it still running?`);
    }
  }

  function inputOf(field) {
    return inputs.find((input) => paths(input).includes(field));
  }

  function labelOf(field) {
    if (field.endsWith(".country")) return "Country";
    const input = inputOf(field);
    if (input?.id === "number") return "Registration number";
    return input ? form.querySelector(`label[for=${input.id}]`).firstChild.textContent.trim() : field;
  }

  // An advisory is about what was typed: on a field that is still empty, or
  // that this form does not ask for, there is nothing to advise yet.
  function concerns(advisory) {
    if (advisory.field.endsWith(".country")) return country.value !== "";
    const input = inputOf(advisory.field);
    return input && (input.value !== "" || touched.has(input));
  }

  function showAnswer(answer) {
    const seen = new Set();
    const advisories = answer.advisories.filter((advisory) => {
      const once = `${advisory.rule} ${labelOf(advisory.field)}`; // one input may fill two fields
      return concerns(advisory) && !seen.has(once) && seen.add(once);
    });
    const remarks = advisories.length === 0 ? "" : ` ${advisories.length} ${advisories.length === 1 ? "advisory" : "advisories"} beside.`;
    const codes = new Intl.ListFormat("en").format(answer.violations.map(({ code }) => String(code)));
    const [stamp, summary] = {
      accepted: ["Accepted", "Partner Center has no reason to refuse this customer by the four codes."],
      refused: ["Refused", `Partner Center would refuse this customer with ${codes}.`],
      undecided: ["Cannot be judged", "Nobody can say whether Partner Center accepts this customer."],
    }[answer.verdict];
    show(answer.verdict, stamp, summary + remarks, { ...answer, advisories });
  }

  function show(state, stamp, summary, { violations = [], undecided, advisories = [] } = {}) {
    byID("verdict").dataset.state = state;
    byID("stamp").textContent = stamp;
    byID("summary").textContent = summary;
    byID("bar").dataset.state = state; // for a narrow screen, where the answer is far below
    byID("bar").textContent = [stamp, ...new Set(violations.map(({ code }) => code))].join(" ");
    byID("call").hidden = state === "waiting";
    const unknown = undecided ? [undecided] : [];
    byID("reasons").replaceChildren(
      ...violations.map((violation) => element("li", { class: "violation" },
        element("span", { class: "code" }, String(violation.code)), ` ${labelOf(violation.field)}`,
        element("p", { dir: "auto" }, violation.description),
        element("code", { class: "path" }, violation.field))),
      ...unknown.map((country) => element("li", { class: "undecided" },
        element("span", { class: "kind" }, "Undecided"), ` ${labelOf(country.field)}`,
        element("p", {}, whyUndecided(country)),
        element("code", { class: "path" }, country.field))),
      ...advisories.map((advisory) => element("li", {},
        element("span", { class: "kind" }, "Advisory"), ` ${labelOf(advisory.field)}`,
        element("p", { dir: "auto" }, sentence(advisory.message)),
        element("span", { class: "source" }, `${bases[advisory.basis]}: ${advisory.source}`))),
    );
    for (const notes of form.querySelectorAll("[data-notes]")) {
      const label = labelOf(notes.dataset.notes);
      const here = ({ field }) => labelOf(field) === label;
      notes.replaceChildren(
        ...violations.filter(here).map((violation) => note("violation", "✕", `${violation.code}: ${violation.description}`)),
        ...unknown.filter(here).map((country) => note("undecided", "?", whyUndecided(country))),
        ...advisories.filter(here).map((advisory) => note("advisory", "!", sentence(advisory.message), advisory)));
    }
    for (const input of [country, ...inputs]) {
      const broken = [...violations, ...unknown].some(({ field }) => paths(input).includes(field));
      if (broken) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
  }

  function note(kind, sign, text, advisory) {
    const made = element("div", { class: `note ${kind}` },
      element("span", { class: "sign", "aria-hidden": "true" }, sign), element("span", { dir: "auto" }, text));
    if (advisory?.suggestion && inputOf(advisory.field)) {
      made.append(element("button", { type: "button", class: "suggestion", onclick: () => take(advisory) },
        "Use ", element("code", { dir: "auto" }, advisory.suggestion)));
    }
    return made;
  }

  // Focus moves to the field, since the button that was clicked disappears.
  function take(advisory) {
    const input = inputOf(advisory.field);
    input.value = advisory.suggestion;
    input.focus();
    showRuler();
    ask();
  }

  country.addEventListener("change", () => { showHints(); ask(); });
  for (const input of inputs) {
    input.addEventListener("input", soon);
    input.addEventListener("change", () => { touched.add(input); soon(); });
  }
  byID("number").addEventListener("input", showRuler);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("reset", () => setTimeout(() => { touched.clear(); showHints(); ask(); country.focus(); }));

  return {
    use(policyRules) {
      rules = policyRules;
      listCountries();
      showHints();
      ask();
    },
  };
}
