// Texts in the language that is spoken. A text's placeholders {name} are
// filled in; one that depends on a number has a form for each plural.
let texts = {};
let language = "en";
let plurals = new Intl.PluralRules("en");

export function speak(catalogue, tag) {
  texts = catalogue;
  language = tag;
  plurals = new Intl.PluralRules(tag);
}

export const spoken = () => language;

const has = (key) => key in texts;

export function t(key, values = {}) {
  const text = texts[key];
  const form = typeof text === "string" ? text : text[plurals.select(values.n)] ?? text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === "number" ? count(values[name]) : values[name]);
}

export const count = (n) => new Intl.NumberFormat(language).format(n);

export const share = (part, whole) =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(whole ? part / whole : 0);

const regions = new Map(); // of each language

/** countryName is a country's name in the language that is spoken, or else as it is given. */
export function countryName(code, given = code) {
  if (!code) return t("country.none");
  if (!regions.has(language)) regions.set(language, new Intl.DisplayNames([language], { type: "region", fallback: "none" }));
  return regions.get(language).of(code) ?? given;
}

/** fieldName is what people call a field of the API. */
export const fieldName = (path) => {
  const key = `field.${path.split(".").pop()}`;
  return has(key) ? t(key) : path;
};

/** findingName is what people call a code or a rule. */
export const findingName = (name) => has(`finding.${name}`) ? t(`finding.${name}`).replace(/\.$/, "") : name;

/** translate sets the texts of the elements that say which by data-t, and of attributes by data-t-ATTRIBUTE. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const attribute of ["aria-label", "placeholder", "label"]) {
    for (const element of root.querySelectorAll(`[data-t-${attribute}]`)) element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`)));
  }
}
