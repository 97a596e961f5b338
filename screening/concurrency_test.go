package screening_test

import (
	"encoding/json"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

// TestEveryTypeSaysWhetherItIsSafeForConcurrentUse reads the documentation of
// every package of the module: a type says it, or its package for all types.
func TestEveryTypeSaysWhetherItIsSafeForConcurrentUse(t *testing.T) {
	types := 0
	set := token.NewFileSet()
	for folder, files := range goFiles(t, set) {
		pkg, err := doc.NewFromFiles(set, files, folder)
		require.NoError(t, err)
		for _, exported := range pkg.Types {
			types++
			assert.Contains(t, exported.Doc+pkg.Doc, "concurrent",
				"the documentation of %s.%s, or of its package, has to say whether it is safe for concurrent use", folder, exported.Name)
		}
	}
	assert.Greater(t, types, 30)
}

// goFiles parses the module's packages, by folder, without tests and examples.
func goFiles(t *testing.T, set *token.FileSet) map[string][]*ast.File {
	t.Helper()
	packages := make(map[string][]*ast.File)
	root := ".."
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "examples"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		folder, _ := filepath.Rel(root, filepath.Dir(path))
		packages[folder] = append(packages[folder], file)
		return err
	}))
	return packages
}

// TestConcurrentUse lets many goroutines use the same policy, screener,
// validator and customers, each in another order. What each gets is what one
// alone gets; the race detector sees the rest.
func TestConcurrentUse(t *testing.T) {
	policy := livePolicy(t)
	screener := screening.New(policy, screening.WithPartnerDomains("partner.example"), screening.WithAdvisor(phone.Advise),
		screening.WithDate(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)))
	validate := registered(t, policy)
	schema := screening.JSONSchema(policy)
	customers := make([]*screening.Customer, 100)
	for i := range customers {
		customers[i] = randomCustomer()
	}
	use := func(c *screening.Customer) string {
		var violations []pcerrors.Violation
		for _, found := range screening.Violations(validate.Struct(c)) {
			violations = append(violations, found.Violation)
		}
		rule, _ := policy.Rule(c.BillingProfile.DefaultAddress.Country)
		said := []any{c, screener.Inspect(c), screener.Screen(c), screener.ScreenProfile(c.CompanyProfile), violations,
			rule.FormHints(), pcerrors.ParseResponse(400, nil, []byte(`{"code":600050,"description":"^1$"}`))}
		text, err := json.Marshal(said)
		assert.NoError(t, err)
		return string(text)
	}
	want := make([]string, len(customers))
	for i, c := range customers {
		if c.BillingProfile == nil {
			c.BillingProfile = &screening.CustomerBillingProfile{}
		}
		if c.BillingProfile.DefaultAddress == nil {
			c.BillingProfile.DefaultAddress = &address.Address{Country: "RU"}
		}
		want[i] = use(c)
	}
	var group sync.WaitGroup
	for worker := range 4 * runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for n := range customers {
				i := (n*7 + worker*13) % len(customers)
				assert.Equal(t, want[i], use(customers[i]))
			}
			assert.Equal(t, schema, screening.JSONSchema(policy))
		})
	}
	group.Wait()
}
