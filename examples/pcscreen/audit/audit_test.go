package audit

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/screening"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// day is the date of the audits.
var day = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// optionsIn returns options for an audit of standard input in a folder.
func optionsIn(folder, input string) Options {
	return Options{
		Names: []string{"-"}, Stdin: strings.NewReader(input), Policy: countries.Latest(), Now: day,
		Out: filepath.Join(folder, "out.csv"), HTML: filepath.Join(folder, "report.html"),
	}
}

// complete audits to the end, and returns the summary without its times.
func complete(t testing.TB, options Options) string {
	t.Helper()
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	assert.True(t, summary.Complete)
	for _, output := range []string{options.Out, options.HTML} {
		assert.NoFileExists(t, output+".resume")
	}
	return written(t, summary)
}

func written(t testing.TB, summary *Summary) string {
	t.Helper()
	summary.records, summary.from, summary.written = 0, 0, nil
	var text strings.Builder
	require.NoError(t, summary.Write(&text))
	return text.String()
}

func file(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

func save(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// generated are customers with broken records among them.
func generated(t *testing.T, count int) string {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, generate.Customers{Seed: 3, BrokenEvery: 701}.Write(&text, 1, count))
	return text.String()
}

const mixed = `{"id":"a","companyProfile":{"organizationRegistrationNumber":"7707083893"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+74955550100"}}}
{"id":"b","companyProfile":{"organizationRegistrationNumber":"77070-83893"},"billingProfile":{"defaultAddress":{"country":"ru"}}}
{"id":"=1+1","companyProfile":{"organizationRegistrationNumber":"7707083894"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+74955550100"}}}
null
{"id":"broken"
{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"DE"}}}
`

// unknown are customers whose country is not known.
const unknown = `{"id":"u","billingProfile":{"defaultAddress":{"country":"Russia"}}}
{"id":"v","companyProfile":{"address":{"country":"uk"}}}
{"billingProfile":{"companyName":"W"}}
`

func TestRows(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, mixed)
	options.Judging.ViolationsOnly = true
	complete(t, options)
	assert.Equal(t, "\ufeff"+`file,row,record,id,company,country,verdict,code,rule,field,value,suggestion,message,basis,source
,2,2,b,,RU,refused,600050,,companyProfile.organizationRegistrationNumber,'77070-83893,,Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.,documented,"Partner Center announcements, November 2020, item 11 (2020-11-17)"
,2,2,b,,RU,refused,600051,,billingProfile.defaultAddress.phoneNumber,,,Customer phone number is missing.,documented,"Partner Center announcements, November 2020, item 11 (2020-11-17)"
,4,4,,,,unreadable,,,,,,"line 4, column 1: expected a customer, found null",,
,5,5,,,,unreadable,,,,,,"line 5, column 14: expected JSON: unexpected end of JSON input",,
`, file(t, options.Out))

	options = optionsIn(folder, mixed)
	options.Out = filepath.Join(folder, "out.ndjson")
	options.Judging.ViolationsOnly, options.Force = true, true
	complete(t, options)
	assert.Equal(t, `{"record":2,"row":2,"id":"b","country":"RU","verdict":"refused","code":600050,"field":"companyProfile.organizationRegistrationNumber","value":"77070-83893","message":"Organization registration id information is invalid and should be of the format ^(\\d{9}|\\d{10}|\\d{12})$.","basis":"documented","source":"Partner Center announcements, November 2020, item 11 (2020-11-17)"}
{"record":2,"row":2,"id":"b","country":"RU","verdict":"refused","code":600051,"field":"billingProfile.defaultAddress.phoneNumber","message":"Customer phone number is missing.","basis":"documented","source":"Partner Center announcements, November 2020, item 11 (2020-11-17)"}
{"record":4,"row":4,"verdict":"unreadable","message":"line 4, column 1: expected a customer, found null"}
{"record":5,"row":5,"verdict":"unreadable","message":"line 5, column 14: expected JSON: unexpected end of JSON input"}
`, file(t, options.Out))
}

func TestAdvisoriesAreRowsWithSuggestions(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed)
	_, err := Run(t.Context(), options)
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(file(t, options.Out))).ReadAll()
	require.NoError(t, err)
	found := map[string][]string{}
	for _, row := range rows {
		found[row[1]+" "+row[8]] = row
	}
	characters := found["2 registrationNumber.characters"]
	require.NotNil(t, characters)
	assert.Equal(t, []string{"refused", "", "'77070-83893", "'7707083893", "documented"}, []string{characters[6], characters[7], characters[10], characters[11], characters[13]})
	digit := found["3 registrationNumber.checkDigit"]
	require.NotNil(t, digit)
	assert.Equal(t, []string{"'=1+1", "RU", "accepted", "inferred"}, []string{digit[3], digit[5], digit[6], digit[13]}, "a customer that is accepted, whose id is no formula")
}

func TestSummary(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed)
	options.Judging.ViolationsOnly = true
	assert.Equal(t, `Audit of 2026-11-24 by policy 2021-03, in force since 2021-03-25

  6          records
  3  50.0 %  accepted
  1  16.7 %  refused
  0   0.0 %  undecided, since the country is not known
  2  33.3 %  unreadable

Violations by code
  1  600050  a registration number that does not fit its country
  1  600051  no phone number in a listed country

Customers with findings by country
      records  refused  undecided  advised
  RU        3        1          0        0  Russia

Unreadable
  standard input: line 4, column 1: expected a customer, found null
  standard input: line 5, column 14: expected JSON: unexpected end of JSON input
`, complete(t, options))
}

// TestSummaryNamesFilesAndReasons: the files that were written, and why the
// first records could not be read.
func TestSummaryNamesFilesAndReasons(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed+strings.Repeat("null\n", 2000))
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, summary.Write(&text))
	_, end, _ := strings.Cut(text.String(), "\nUnreadable\n")
	assert.Equal(t, `  standard input: line 4, column 1: expected a customer, found null
  standard input: line 5, column 14: expected JSON: unexpected end of JSON input
  standard input: line 7, column 1: expected a customer, found null
  and 1,999 more

Written
  `+options.Out+`
  `+options.HTML+"\n", end)
	assert.Equal(t, "2,006 customers: 1 refused, 2,002 unreadable, 3 accepted; 7 advisories", summary.Total())
	assert.True(t, summary.Found())
}

// TestSummaryIsWrapped at the terminal's width, where it has one.
func TestSummaryIsWrapped(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed+unknown)
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	summary.written = nil // one word each
	for _, columns := range []int{60, 80, 120} {
		t.Setenv("COLUMNS", strconv.Itoa(columns))
		var text strings.Builder
		require.NoError(t, summary.Write(&text))
		for line := range strings.Lines(text.String()) {
			assert.LessOrEqual(t, terminal.Width(strings.TrimSuffix(line, "\n")), columns, line)
		}
	}
	t.Setenv("COLUMNS", "60")
	var text strings.Builder
	require.NoError(t, summary.Write(&text))
	assert.Contains(t, text.String(), "\n   1  registrationNumber.checkDigit  the check digit does\n                                     not hold\n")
}

func TestUndecided(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, unknown+mixed)
	options.Judging.ViolationsOnly, options.mostListed = true, 5
	assert.Equal(t, `Audit of 2026-11-24 by policy 2021-03, in force since 2021-03-25

  9          records
  3  33.3 %  accepted
  1  11.1 %  refused
  3  33.3 %  undecided, since the country is not known
  2  22.2 %  unreadable

Violations by code
  1  600050  a registration number that does not fit its country
  1  600051  no phone number in a listed country

Customers with findings by country
      records  refused  undecided  advised
  RU        3        1          0        0  Russia
   –        2        0          2        0  no country code
  UK        1        0          1        0  no country code

Unreadable
  standard input: line 7, column 1: expected a customer, found null
  standard input: line 8, column 14: expected JSON: unexpected end of JSON input
`, complete(t, options))
	assert.Contains(t, file(t, options.HTML), "The table lists the first 5 of 6 customers with findings.")
	const source = "Partner Center supported languages and locales, edition of 2022-06-29"
	assert.True(t, strings.HasPrefix(file(t, options.Out), "\ufeff"+strings.Join(csvHeader, ",")+`
,1,1,u,,,undecided,,,billingProfile.defaultAddress.country,Russia,,"the customer cannot be judged: billingProfile.defaultAddress.country is not a country code, such as AM for Armenia",documented,"`+source+`"
,2,2,v,,UK,undecided,,,companyProfile.address.country,uk,,"the customer cannot be judged: companyProfile.address.country is not a country code, such as AM for Armenia; a list of customers has no addresses: ask for each of them by GET /v1/customers/{id}, which answers with the billing profile",documented,"`+source+`"
,3,3,,W,,undecided,,,billingProfile.defaultAddress.country,,,the customer cannot be judged: billingProfile.defaultAddress.country is not given,documented,"`+source+`"
,5,5,b,,RU,refused,600050,`), file(t, options.Out))

	options = optionsIn(folder, unknown)
	options.Out, options.Force = filepath.Join(folder, "out.ndjson"), true
	complete(t, options)
	lines := strings.Split(file(t, options.Out), "\n")
	assert.Equal(t, `{"record":1,"row":1,"id":"u","verdict":"undecided","field":"billingProfile.defaultAddress.country","value":"Russia",`+
		`"message":"the customer cannot be judged: billingProfile.defaultAddress.country is not a country code, such as AM for Armenia",`+
		`"basis":"documented","source":"`+source+`"}`, lines[0])
	assert.Contains(t, lines[1], `"rule":"country.unknown"`)
	assert.Contains(t, lines[1], `"suggestion":"RU"`)
}

func TestNothingIsUndecidedForAnIndirectReseller(t *testing.T) {
	options := optionsIn(t.TempDir(), unknown)
	options.Judging.Partner = screening.IndirectReseller
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	assert.Equal(t, counts{Records: 3, Accepted: 3, Advised: 3}, summary.tally.counts)
}

func TestEmptyInput(t *testing.T) {
	options := optionsIn(t.TempDir(), "")
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	assert.Equal(t, 3, summary.Status(FailOnAdvisory), "no customers is no success")
	var end strings.Builder
	require.NoError(t, summary.WriteEnd(&end))
	assert.Equal(t, "pcscreen: standard input: no customer in it\n", end.String())
	assert.Equal(t, "\ufeff"+strings.Join(csvHeader, ",")+"\n", file(t, options.Out))
	assert.Contains(t, file(t, options.HTML), "No customer would be refused.")

	options.Stdin, options.AllowEmpty, options.Force = strings.NewReader(""), true, true
	summary, err = Run(t.Context(), options)
	require.NoError(t, err)
	assert.Zero(t, summary.Status(FailOnAdvisory))
}

func TestColumnsOfASpreadsheetAreKept(t *testing.T) {
	folder := t.TempDir()
	first := save(t, folder, "Kunden für März.csv", "Note;Country;Phone;;Note\r\n=HYPERLINK(1);HU;;x;second\r\n;HU;+36;;\r\ntoo;HU;;;;many\r\n")
	second := save(t, folder, "second.csv", "country,owner\nBR,\"O\nW\"\n")
	options := optionsIn(folder, "")
	options.Names, options.Judging.ViolationsOnly, options.HTML = []string{first, save(t, folder, "a.json", "[]"), second}, true, ""
	_, err := Run(t.Context(), options)
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(file(t, options.Out))).ReadAll()
	require.NoError(t, err)
	for i := range rows {
		rows[i] = append([]string{rows[i][1], rows[i][7]}, rows[i][len(csvHeader):]...)
	}
	assert.Equal(t, [][]string{
		{"row", "code", "Note", "Country (input)", "Phone", "column 4", "Note (2)", "country (input)", "owner"},
		{"2", "600049", "'=HYPERLINK(1)", "HU", "", "x", "second", "", ""},
		{"2", "600051", "'=HYPERLINK(1)", "HU", "", "x", "second", "", ""},
		{"3", "600049", "", "HU", "'+36", "", "", "", ""},
		{"4", "", "too", "HU", "", "", "", "", ""},
		{"2", "600049", "", "", "", "", "", "BR", "O\nW"},
		{"2", "600051", "", "", "", "", "", "BR", "O\nW"},
	}, rows)

	options.Out = filepath.Join(folder, "out.ndjson")
	complete(t, options)
	var row struct{ Columns map[string]string }
	require.NoError(t, json.Unmarshal([]byte(strings.SplitN(file(t, options.Out), "\n", 2)[0]), &row))
	assert.Equal(t, map[string]string{"Note": "=HYPERLINK(1)", "Country": "HU", "column 4": "x", "Note (2)": "second"}, row.Columns)
}

func TestColumnsThatCameTooLate(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, "country,owner\nBR,x\n")
	options.Names = []string{save(t, folder, "a.json", strings.Repeat(`{"billingProfile":{"defaultAddress":{"country":"BR"}}}`+"\n", 2000)), "-"}
	_, err := Run(t.Context(), options)
	assert.ErrorIs(t, err, errLateColumns)
}

// TestOrder holds an audit against judging one record after the other.
func TestOrder(t *testing.T) {
	input := generated(t, 5000) + unknown
	options := optionsIn(t.TempDir(), input)
	options.Out = strings.TrimSuffix(options.Out, "csv") + "ndjson"
	complete(t, options)
	var found []string
	for line := range strings.SplitSeq(strings.TrimSpace(file(t, options.Out)), "\n") {
		var row jsonRow
		require.NoError(t, json.Unmarshal([]byte(line), &row))
		found = append(found, fmt.Sprint(row.Record, row.Row, row.ID, row.Company, row.Country, row.Verdict, row.Code, row.Rule, row.Field, row.Value, row.Message, row.Suggestion))
	}
	var want []string
	judge := newJudge(&options)
	for record := range records.JSON(strings.NewReader(input)) {
		answer := judge.verdict.Of(record)
		add := func(code int, rule, field string, message any, suggestion string) {
			want = append(want, fmt.Sprint(record.Number, record.Row, answer.ID(), answer.Company(), answer.Country, answer.Verdict(), code, rule, field,
				record.Value(field), message, suggestion))
		}
		if record.Err != nil {
			add(0, "", "", record.Err, "")
			continue
		}
		if undecided := answer.Report.Undecided; undecided != nil {
			message := undecided.Error()
			if remedy := answer.Remedy(); remedy != "" {
				message += "; " + remedy
			}
			add(0, "", undecided.Field, message, "")
		}
		for _, v := range answer.Report.Violations {
			add(int(v.Code), "", v.Field, v.Error(), "")
		}
		for _, a := range answer.Report.Advisories {
			add(0, a.Rule, a.Field, a.Message, a.Suggestion)
		}
	}
	require.Greater(t, len(want), 400)
	assert.Equal(t, want, found)
}

func TestWhatIsWrongIsSaidBeforehand(t *testing.T) {
	folder := t.TempDir()
	input := save(t, folder, "in.csv", "country\n")
	for name, test := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"a file that is not there": {func(o *Options) { o.Names = []string{"-", filepath.Join(folder, "absent")} }, "no such file"},
		"a directory":              {func(o *Options) { o.Names = []string{folder} }, "found a directory"},
		"a file twice":             {func(o *Options) { o.Names = []string{input, input} }, "named twice"},
		"another format":           {func(o *Options) { o.Out = "out.xlsx" }, "out.xlsx: expected a file name that ends in .csv or .ndjson"},
		"an input as output":       {func(o *Options) { o.Names, o.Out = []string{input}, input }, "expected another file than an input"},
		"one file for both":        {func(o *Options) { o.HTML = o.Out }, "expected another file than"},
		"no file for the report":   {func(o *Options) { o.HTML = os.DevNull }, "expected the name of a file"},
		"no folder":                {func(o *Options) { o.Out = filepath.Join(folder, "absent", "out.csv") }, "no such file"},
		"nothing to resume from":   {func(o *Options) { o.Out, o.HTML, o.Resume = "", "", true }, "--resume needs the file"},
		"a stream to resume":       {func(o *Options) { o.Out, o.Resume = "-", true }, "--resume needs the file"},
	} {
		t.Run(name, func(t *testing.T) {
			options := optionsIn(t.TempDir(), mixed)
			test.change(&options)
			summary, err := Run(t.Context(), options)
			require.ErrorContains(t, err, test.want)
			assert.Nil(t, summary)
			assert.Equal(t, "country\n", file(t, input))
		})
	}
}

func TestStatus(t *testing.T) {
	const (
		remarked        = `{"companyProfile":{"organizationRegistrationNumber":"7707083894"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+74955550100"}}}`
		refusedCustomer = `{"billingProfile":{"defaultAddress":{"country":"RU"}}}`
		broken          = `{"billingProfile":7}`
		undecided       = `{"id":"u"}`
		suggested       = `{"id":"u","billingProfile":{"defaultAddress":{"country":"Russia"}}}`
	)
	for _, test := range []struct {
		input  []string
		failOn FailOn
		want   int
	}{
		{[]string{refusedCustomer, broken}, FailOnViolation, 1},
		{[]string{refusedCustomer, broken}, FailOnNever, 3},
		{[]string{refusedCustomer}, FailOnNever, 0},
		{[]string{refusedCustomer}, FailOnAdvisory, 1},
		{[]string{remarked}, FailOnViolation, 0},
		{[]string{remarked, broken}, FailOnAdvisory, 1},
		{[]string{remarked, broken}, FailOnViolation, 3},
		{[]string{remarked}, FailOnNever, 0},
		{[]string{undecided, refusedCustomer, broken}, FailOnViolation, 1},
		{[]string{undecided, remarked}, FailOnViolation, 3},
		{[]string{undecided, refusedCustomer}, FailOnNever, 3},
		{[]string{undecided, broken}, FailOnViolation, 3},
		{[]string{undecided}, FailOnAdvisory, 3},
		{[]string{suggested}, FailOnAdvisory, 1},
		{[]string{broken}, FailOnNever, 3},
	} {
		options := optionsIn(t.TempDir(), strings.Join(test.input, "\n"))
		summary, err := Run(t.Context(), options)
		require.NoError(t, err)
		assert.Equal(t, test.want, summary.Status(test.failOn), "%v", test)
	}
}

func TestAnInputThatBreaksOff(t *testing.T) {
	options := optionsIn(t.TempDir(), "")
	options.Stdin = io.MultiReader(strings.NewReader(mixed), iotest.ErrReader(errors.New("connection reset")))
	summary, err := Run(t.Context(), options)
	require.NoError(t, err, "the audit went to the end that there is")
	assert.Equal(t, 2, summary.Status(FailOnNever))
	assert.Equal(t, 6, summary.tally.Records, "what broke off is no record")
	var end strings.Builder
	require.NoError(t, summary.WriteEnd(&end))
	assert.Equal(t, "pcscreen: standard input: line 7, column 0: connection reset\n", end.String())
}

func TestFailOn(t *testing.T) {
	var failOn FailOn
	for _, name := range FailOnNames() {
		require.NoError(t, failOn.Set(name))
		assert.Equal(t, name, failOn.String())
	}
	assert.EqualError(t, failOn.Set("anything"), "expected violation, advisory or never")
}

func TestMemoryIsBoundedByTheBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options := optionsIn(t.TempDir(), "")
		options.HTML, options.Out = "", ""
		reader, writer := io.Pipe()
		options.Stdin, options.Meter = reader, new(Meter)
		go func() {
			line := generate.Customers{Seed: 1}.Append(nil, 1)
			for {
				if _, err := writer.Write(line); err != nil {
					return
				}
			}
		}()
		ctx, cancel := context.WithCancel(t.Context())
		p := start(ctx, &options, position{}, []string{})
		synctest.Wait() // without a reader of results, the input is not read on
		assert.Positive(t, options.Meter.bytes.Load())
		assert.Less(t, options.Meter.bytes.Load(), int64(64*batchBytes))
		cancel()
		p.stop()
		require.NoError(t, reader.Close())
	})
}
