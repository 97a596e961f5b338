// The form for one customer. It changes with the country, and asks the
// service for the verdict while one types.
import { element } from "./elements.js";
import { countryName, fieldName, spoken, t } from "./texts.js";
import * as link from "./link.js";

const pause = 150; // milliseconds without a key before the service is asked

const byID = (id) => document.getElementById(id);
const paths = (input) => input.dataset.field.split(" ");

export function startForm(asked) {
  const form = byID("form");
  const country = byID("country");
  const given = new Map([...country.options].filter(({ value }) => value).map(({ value, text }) => [value, text])); // codes and English names
  const inputs = [...form.querySelectorAll("input[data-field]")];
  const touched = new Set(); // inputs in which something was typed
  let rules = null;
  let timer = 0;
  let request = null; // that is under way

  country.value = asked.country ?? "";
  if (country.selectedIndex < 0) country.value = "";

  function ruleOf(code) {
    return rules.countries.find((rule) => rule.country === code) ?? { ...rules.elsewhere, country: code };
  }

  // Listed countries come first; both groups are in the order of their names.
  function listCountries() {
    const chosen = country.value;
    const listed = new Set(rules.countries.map((rule) => rule.country));
    const named = [...given].map(([code, name]) => ({ code, name: countryName(code, name) })).sort((a, b) => a.name.localeCompare(b.name, spoken()));
    const group = (label, members) => element("optgroup", { label },
      ...members.map(({ code, name }) => element("option", { value: code }, `${name} (${code})`)));
    country.replaceChildren(
      element("option", { value: "" }, t("form.choose")),
      group(t("form.listed"), named.filter(({ code }) => listed.has(code))),
      group(t(rules.elsewhere.registrationNumber.requirement === "notSupported" ? "form.notSupportedElsewhere" : "form.optionalElsewhere"),
        named.filter(({ code }) => !listed.has(code))),
    );
    country.value = chosen;
  }

  function mark(target, requirement) {
    target.textContent = t(`form.${requirement}`);
    target.className = `mark ${requirement}`;
  }

  function showHints() {
    const rule = country.value ? ruleOf(country.value) : null;
    const hint = (rule ?? rules.elsewhere).registrationNumber;
    byID("number-local").textContent = hint.localLabel;
    byID("number-label").textContent = rule ? hint.label.replace(` (${hint.localLabel})`, "") : fieldName("organizationRegistrationNumber"); // said once is enough
    byID("number-hint").textContent = rule ? hint.help : t("form.numberHint");
    byID("number-example").hidden = !hint.example;
    byID("number-example").textContent = t("form.sample", { number: hint.example });
    mark(byID("number-mark"), rule ? hint.requirement : "optional");
    byID("number").inputMode = hint.inputMode;
    byID("number").setAttribute("aria-required", hint.requirement === "required");
    const phone = (rule ?? rules.elsewhere).phoneNumber;
    mark(byID("phone-mark"), rule ? phone.requirement : "optional");
    byID("phone").setAttribute("aria-required", phone.requirement === "required");
    byID("phone-hint").textContent = t("form.phoneHint") + (phone.callingCode ? ` ${t("form.callingCode", { code: `+${phone.callingCode}` })}` : "");
    showRuler();
  }

  // The ruler shows how many digits there are, and where the country's numbers end.
  function showRuler() {
    const digits = country.value ? ruleOf(country.value).digits : [];
    const ruler = byID("ruler");
    const counted = byID("number-count");
    ruler.hidden = counted.hidden = digits.length === 0;
    if (digits.length === 0) return;
    const typed = byID("number").value;
    const most = Math.max(...digits);
    const n = typed.replace(/[^0-9]/g, "").length;
    const others = [...typed].length - n;
    const fits = others === 0 && digits.includes(n);
    ruler.style.setProperty("--cells", most);
    ruler.className = `ruler ${fits ? "fits" : ""} ${others > 0 || n > most ? "misses" : ""}`;
    ruler.replaceChildren(...Array.from({ length: most }, (_, i) =>
      element("i", { class: `${i < n ? "filled" : ""} ${digits.includes(i + 1) ? "stop" : ""}` })));
    counted.textContent = t("form.digits", { n }) + (fits ? t("form.fits") : others > 0 ? t("form.others", { n: others }) : n > most ? t("form.tooMany", { n: n - most }) : "");
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
    request?.abort();
    if (!rules || !country.value && inputs.every(({ value }) => value === "")) {
      show("waiting", t("verdict.waiting"), t("form.begin"));
      return;
    }
    const { signal } = request = new AbortController();
    const body = JSON.stringify(customer());
    const path = `/v1/screen?policy=${encodeURIComponent(rules.policy)}`;
    byID("curl").textContent = `curl '${location.origin}${path}' -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
    try {
      const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "Accept-Language": spoken() }, body, signal });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.detail);
      showAnswer(answer);
    } catch (error) {
      if (error.name === "AbortError") return;
      show("failed", t("verdict.failed"), t("form.noAnswer", { error: error.message }));
    }
  }

  function inputOf(field) {
    return [country, ...inputs].find((input) => paths(input).includes(field));
  }

  // An advisory is about what was typed: on a field that is still empty, or
  // that this form does not ask for, there is nothing to advise yet.
  function concerns({ field }) {
    const input = inputOf(field);
    return input && (input.value !== "" || touched.has(input));
  }

  function showAnswer(answer) {
    const seen = new Set();
    const advisories = answer.advisories.filter((advisory) => {
      const once = `${advisory.rule} ${inputOf(advisory.field)?.id}`; // one input may fill two fields
      return concerns(advisory) && !seen.has(once) && seen.add(once);
    });
    // What is missing is no mistake before somebody was at its field.
    const isOpen = ({ field }) => inputOf(field)?.value === "" && !touched.has(inputOf(field));
    const violations = answer.violations.map((violation) => ({ ...violation, kind: isOpen(violation) ? "open" : "violation" }));
    const codes = new Intl.ListFormat(spoken()).format(violations.map(({ code }) => String(code)));
    const state = violations.length && violations.every(({ kind }) => kind === "open") ? "open"
      : answer.verdict === "accepted" && advisories.length ? "advised" : answer.verdict;
    const summary = t(`form.${state}`, { codes }) + (advisories.length ? ` ${t("form.advisories", { n: advisories.length })}` : "");
    show(state, t(`verdict.${state}`), summary, { violations, undecided: answer.undecided, sentences: answer.sentences, advisories });
  }

  function show(state, stamp, summary, { violations = [], undecided, sentences, advisories = [] } = {}) {
    byID("verdict").dataset.state = state;
    byID("stamp").textContent = stamp;
    byID("summary").textContent = summary;
    byID("bar").dataset.state = state; // for a narrow screen, where the answer is far below
    byID("bar").textContent = [stamp, ...new Set(violations.map(({ code }) => code))].join(" ");
    byID("call").hidden = state === "waiting";
    const found = [
      ...violations.map(({ kind, code, field }) => ({ kind, sign: "✕", name: String(code), field, text: sentences[field] })),
      ...(undecided ? [{ kind: "undecided", sign: "?", name: t("verdict.undecided"), field: undecided.field, text: country.value ? sentences[undecided.field] : t("form.begin") }] : []),
      ...advisories.map(({ field, basis, message, source, suggestion }) => ({ kind: "advisory", sign: "!", name: t(`basis.${basis}`), field, text: message, source, suggestion })),
    ];
    byID("reasons").replaceChildren(...found.map(({ kind, name, field, text, source }) => element("li", { class: kind },
      element("span", { class: "name" }, name), " ", fieldName(field),
      element("p", { dir: "auto" }, text),
      source && element("span", { class: "source", lang: "en" }, source))));
    for (const notes of form.querySelectorAll("[data-notes]")) {
      const input = inputOf(notes.dataset.notes);
      notes.replaceChildren(...found.filter(({ kind, field }) => kind !== "open" && inputOf(field) === input).map((finding) => note(finding, input)));
    }
    for (const input of [country, ...inputs]) {
      const broken = found.some(({ kind, field }) => (kind === "violation" || kind === "undecided") && inputOf(field) === input);
      if (broken) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function note({ kind, sign, text, suggestion }, input) {
    return element("div", { class: `note ${kind}` },
      element("span", { class: "sign", "aria-hidden": "true" }, sign), element("span", { dir: "auto" }, text),
      suggestion && input !== country && element("button", { type: "button", class: "suggestion", onclick: () => take(input, suggestion) },
        `${t("form.use")} `, element("code", { dir: "auto" }, suggestion)));
  }

  // Focus moves to the field, since the button that was clicked disappears.
  function take(input, suggestion) {
    input.value = suggestion;
    input.focus();
    showRuler();
    ask();
  }

  country.addEventListener("change", () => { link.keep({ country: country.value }); showHints(); ask(); });
  for (const input of inputs) {
    input.addEventListener("input", () => { touched.add(input); soon(); });
    input.addEventListener("change", soon);
  }
  byID("number").addEventListener("input", showRuler);
  form.addEventListener("submit", (event) => { event.preventDefault(); for (const input of inputs) touched.add(input); ask(); });
  form.addEventListener("reset", () => setTimeout(() => { touched.clear(); country.value = ""; link.keep({ country: "" }); showHints(); ask(); country.focus(); }));

  return {
    use(policyRules) {
      rules = policyRules;
      listCountries();
      showHints();
      ask();
    },
  };
}
