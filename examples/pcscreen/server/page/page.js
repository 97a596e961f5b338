// The page: one form for a customer, one audit of a file, both under the
// policy that is chosen at the top.
import { startForm } from "./form.js";
import { startAudit } from "./audit.js";

const alert = document.getElementById("page-alert");
const policies = document.querySelectorAll("input[name=policy]");
const loaded = new Map(); // policy → its rules

function chosenPolicy() {
  return document.querySelector("input[name=policy]:checked").value;
}

async function rulesOf(policy) {
  if (!loaded.has(policy)) {
    const response = await fetch(`/v1/rules?policy=${encodeURIComponent(policy)}`);
    if (!response.ok) throw new Error((await response.json()).detail);
    loaded.set(policy, await response.json());
  }
  return loaded.get(policy);
}

async function choosePolicy() {
  const policy = chosenPolicy();
  try {
    const rules = await rulesOf(policy);
    if (policy !== chosenPolicy()) return; // another one was chosen meanwhile
    alert.hidden = true;
    const since = new Date(rules.since).toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });
    const elsewhere = rules.elsewhere.registrationNumber.requirement === "notSupported"
      ? "anywhere else a number is refused" : "anywhere else both are optional";
    document.getElementById("policy-note").textContent =
      `In force since ${since}: number and phone are required in ${rules.countries.length} countries, ${elsewhere}.`;
    form.use(rules);
    audit.use(rules);
  } catch (error) {
    alert.textContent = `The rules could not be loaded: ${error.message}. Is the service still running? Then reload the page.`;
    alert.hidden = false;
  }
}

const form = startForm();
const audit = startAudit();
for (const radio of policies) radio.addEventListener("change", choosePolicy);
choosePolicy();
