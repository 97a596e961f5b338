// The page: one form for a customer, one audit of files, both under the policy
// and in the language that are chosen at the top.
import { startForm } from "./form.js";
import { startAudit } from "./audit.js";
import { speak, spoken, t, translate } from "./texts.js";
import * as link from "./link.js";

const byID = (id) => document.getElementById(id);
const policies = [...document.querySelectorAll("input[name=policy]")];
const loaded = new Map(); // address → what was loaded

const chosenPolicy = () => policies.find(({ checked }) => checked).value;

async function load(address) {
  if (!loaded.has(address)) {
    const response = await fetch(address, { headers: { "Accept-Language": spoken() } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    loaded.set(address, answer);
  }
  return loaded.get(address);
}

async function choosePolicy() {
  const [policy, language] = [chosenPolicy(), spoken()];
  try {
    const rules = await load(`/v1/rules?policy=${encodeURIComponent(policy)}#${language}`);
    if (policy !== chosenPolicy() || language !== spoken()) return; // another one was chosen meanwhile
    byID("page-alert").hidden = true;
    const since = new Date(rules.since).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    const elsewhere = rules.elsewhere.registrationNumber.requirement === "notSupported" ? "page.elsewhereRefused" : "page.elsewhereOptional";
    byID("policy-note").textContent = t("page.policy", { since, countries: rules.countries.length, elsewhere: t(elsewhere) });
    form.use(rules);
    audit.use(rules);
  } catch (error) {
    byID("page-alert").textContent = t("page.noRules", { error: error.message });
    byID("page-alert").hidden = false;
  }
}

function namePolicies() { // shortly, for narrow screens
  for (const { value, nextElementSibling: name } of policies) {
    name.textContent = new Date(`${value}-01`).toLocaleDateString(spoken(), { year: "numeric", month: "short", timeZone: "UTC" });
  }
}

async function chooseLanguage() {
  const tag = byID("language").value;
  try {
    speak(await load(`/assets/languages/${tag}`), tag);
  } catch {
    return; // the texts stay as they are
  }
  link.keep({ lang: tag });
  translate(document);
  namePolicies();
  await choosePolicy();
  audit.speak();
}

speak(JSON.parse(byID("texts").textContent), document.documentElement.lang);
byID("language").value = spoken();
namePolicies();
const asked = link.read();
for (const radio of policies) {
  if (radio.value === asked.policy) radio.checked = true;
  radio.addEventListener("change", () => { link.keep({ policy: chosenPolicy() }); choosePolicy(); });
}
byID("language").addEventListener("change", chooseLanguage);
const form = startForm(asked);
const audit = startAudit(asked);
choosePolicy();
