package documents

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
)

// aroundJavaScript is what the documents describe before and after the block.
const aroundJavaScript = `
import Ajv from "ajv/dist/2020.js";
const schema = %s;
const customer = {companyProfile: {organizationRegistrationNumber: "1"}, billingProfile: {defaultAddress: {country: "AZ"}}};
%s
console.log(JSON.stringify({accepted, codes: [...codes].sort()}));
`

// runJavaScript runs a block beside Ajv, with the schema of the newest policy
// and a customer that has two faults.
func (r *reader) runJavaScript(t *testing.T, code string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		tests.Missing(t, "Node.js", "install it, and run npm ci --prefix examples/schema")
	}
	if _, err := os.Stat("../schema/node_modules/ajv"); err != nil {
		tests.Missing(t, "Ajv", "npm ci --prefix examples/schema")
	}
	command := exec.CommandContext(t.Context(), node, "--input-type=module", "-")
	command.Dir = "../schema"
	command.Stdin = strings.NewReader(fmt.Sprintf(aroundJavaScript, screening.JSONSchema(countries.Latest()), code))
	output, err := command.CombinedOutput()
	require.NoError(t, err, "%s", output)
	require.JSONEq(t, `{"accepted": false, "codes": [600050, 600051]}`, string(output))
}
