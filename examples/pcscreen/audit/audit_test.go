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
		assert.NoFileExists(t, output+".rows")
		assert.NoFileExists(t, output+".new")
	}
	return written(t, summary)
}

func written(t testing.TB, summary *Summary) string {
	t.Helper()
	summary.records, summary.from = 0, 0
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

const mixed = `{"id":"a","companyProfile":{"organizationRegistrationNumber":"7707083893"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+7"}}}
{"id":"b","companyProfile":{"organizationRegistrationNumber":"77070-83893"},"billingProfile":{"defaultAddress":{"country":"ru"}}}
{"id":"=1+1","companyProfile":{"organizationRegistrationNumber":"7707083894"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+7"}}}
null
{"id":"broken"
{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"DE"}}}
`

// unknown are customers whose country is not known.
const unknown = `{"id":"u","billingProfile":{"defaultAddress":{"country":"Russia"}}}
{"id":"v","companyProfile":{"address":{"country":"uk"}}}
{"foo":1}
`

func TestRows(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, mixed)
	options.ViolationsOnly = true
	complete(t, options)
	assert.Equal(t, `record,id,country,verdict,code,rule,field,message,basis,source,suggestion
2,b,RU,refused,600050,,companyProfile.organizationRegistrationNumber,Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.,documented,"Partner Center announcements, November 2020, item 11 (2020-11-17)",
2,b,RU,refused,600051,,billingProfile.defaultAddress.phoneNumber,Customer phone number is missing.,documented,"Partner Center announcements, November 2020, item 11 (2020-11-17)",
4,,,unreadable,,,,"line 4, column 1: expected a customer, found null",,,
5,,,unreadable,,,,"line 5, column 14: expected JSON: unexpected end of JSON input",,,
`, file(t, options.Out))

	options = optionsIn(folder, mixed)
	options.Out = filepath.Join(folder, "out.ndjson")
	options.ViolationsOnly = true
	complete(t, options)
	assert.Equal(t, `{"record":2,"id":"b","country":"RU","verdict":"refused","code":600050,"field":"companyProfile.organizationRegistrationNumber","message":"Organization registration id information is invalid and should be of the format ^(\\d{9}|\\d{10}|\\d{12})$.","basis":"documented","source":"Partner Center announcements, November 2020, item 11 (2020-11-17)"}
{"record":2,"id":"b","country":"RU","verdict":"refused","code":600051,"field":"billingProfile.defaultAddress.phoneNumber","message":"Customer phone number is missing.","basis":"documented","source":"Partner Center announcements, November 2020, item 11 (2020-11-17)"}
{"record":4,"verdict":"unreadable","message":"line 4, column 1: expected a customer, found null"}
{"record":5,"verdict":"unreadable","message":"line 5, column 14: expected JSON: unexpected end of JSON input"}
`, file(t, options.Out))
}

func TestAdvisoriesAreRowsWithSuggestions(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed)
	complete(t, options)
	rows, err := csv.NewReader(strings.NewReader(file(t, options.Out))).ReadAll()
	require.NoError(t, err)
	found := map[string][]string{}
	for _, row := range rows {
		found[row[0]+" "+row[5]] = row
	}
	characters := found["2 registrationNumber.characters"]
	require.NotNil(t, characters)
	assert.Equal(t, []string{"refused", "", "documented", "7707083893"}, []string{characters[3], characters[4], characters[8], characters[10]})
	digit := found["3 registrationNumber.checkDigit"]
	require.NotNil(t, digit)
	assert.Equal(t, []string{"'=1+1", "RU", "accepted", "inferred"}, []string{digit[1], digit[2], digit[3], digit[8]}, "a customer that is accepted, whose id is no formula")
}

func TestSummary(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed)
	options.ViolationsOnly = true
	assert.Equal(t, `Audit of 2026-11-24 by policy 2021-03, in force since 2021-03-25

    6          records
    3  50.0 %  accepted
    1  16.7 %  refused
    0   0.0 %  undecided, since the country is not known
    2  33.3 %  unreadable

Violations by code
  600050  1  Organization registration id information is invalid and should be of the format of the country.
  600051  1  Customer phone number is missing.

Customers with findings by country
        records  refused  undecided  advised
    RU        3        1          0        0  Russia
`, complete(t, options))
}

func TestUndecided(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, unknown+mixed)
	options.ViolationsOnly, options.mostListed = true, 5
	assert.Equal(t, `Audit of 2026-11-24 by policy 2021-03, in force since 2021-03-25

    9          records
    3  33.3 %  accepted
    1  11.1 %  refused
    3  33.3 %  undecided, since the country is not known
    2  22.2 %  unreadable

Violations by code
  600050  1  Organization registration id information is invalid and should be of the format of the country.
  600051  1  Customer phone number is missing.

Customers with findings by country
        records  refused  undecided  advised
    RU        3        1          0        0  Russia
     –        2        0          2        0  no country code
    UK        1        0          1        0  no country code
`, complete(t, options))
	assert.Contains(t, file(t, options.HTML), "The table lists the first 5 of 6 customers with findings.")
	const source = "Partner Center supported languages and locales, edition of 2022-06-29"
	assert.True(t, strings.HasPrefix(file(t, options.Out), strings.Join(csvHeader, ",")+`
1,u,,undecided,,,billingProfile.defaultAddress.country,"the customer cannot be judged: billingProfile.defaultAddress.country is no country code, such as AM for Armenia",documented,"`+source+`",
2,v,UK,undecided,,,companyProfile.address.country,"the customer cannot be judged: companyProfile.address.country is no country code, such as AM for Armenia",documented,"`+source+`",
3,,,undecided,,,billingProfile.defaultAddress.country,the customer cannot be judged: billingProfile.defaultAddress.country is not given,documented,"`+source+`",
5,b,RU,refused,600050,`), file(t, options.Out))

	options = optionsIn(folder, unknown)
	options.Out = filepath.Join(folder, "out.ndjson")
	complete(t, options)
	lines := strings.Split(file(t, options.Out), "\n")
	assert.Equal(t, `{"record":1,"id":"u","verdict":"undecided","field":"billingProfile.defaultAddress.country",`+
		`"message":"the customer cannot be judged: billingProfile.defaultAddress.country is no country code, such as AM for Armenia",`+
		`"basis":"documented","source":"`+source+`"}`, lines[0])
	assert.Contains(t, lines[1], `"rule":"country.unknown"`)
	assert.Contains(t, lines[1], `"suggestion":"RU"`)
}

func TestNothingIsUndecidedForAnIndirectReseller(t *testing.T) {
	options := optionsIn(t.TempDir(), unknown)
	options.Partner = screening.IndirectReseller
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	assert.Equal(t, counts{Records: 3, Accepted: 3, Advised: 3}, summary.tally.counts)
}

func TestEmptyInput(t *testing.T) {
	options := optionsIn(t.TempDir(), "")
	summary, err := Run(t.Context(), options)
	require.NoError(t, err)
	status, err := summary.Status(FailOnAdvisory)
	require.NoError(t, err)
	assert.Zero(t, status)
	assert.Equal(t, strings.Join(csvHeader, ",")+"\n", file(t, options.Out))
	assert.Contains(t, file(t, options.HTML), "No customer would be refused.")
}

func TestColumnsOfASpreadsheetAreKept(t *testing.T) {
	folder := t.TempDir()
	first := save(t, folder, "Kunden für März.csv", "Note;Country;Phone;;Note\r\n=HYPERLINK(1);HU;;x;second\r\n;HU;+36;;\r\ntoo;few\r\n")
	second := save(t, folder, "second.csv", "country,owner\nBR,\"O\nW\"\n")
	options := optionsIn(folder, "")
	options.Names, options.ViolationsOnly, options.HTML = []string{first, save(t, folder, "a.json", "[]"), second}, true, ""
	complete(t, options)
	rows, err := csv.NewReader(strings.NewReader(file(t, options.Out))).ReadAll()
	require.NoError(t, err)
	for i := range rows {
		rows[i] = append([]string{rows[i][0], rows[i][4]}, rows[i][len(csvHeader):]...)
	}
	assert.Equal(t, [][]string{
		{"record", "code", "Note", "column 4", "Note (2)", "owner"},
		{"1", "600049", "'=HYPERLINK(1)", "x", "second", ""},
		{"1", "600051", "'=HYPERLINK(1)", "x", "second", ""},
		{"2", "600049", "", "", "", ""},
		{"3", "", "too", "", "", ""},
		{"4", "600049", "", "", "", "O\nW"},
		{"4", "600051", "", "", "", "O\nW"},
	}, rows)

	options.Out = filepath.Join(folder, "out.ndjson")
	complete(t, options)
	var row struct{ Columns map[string]string }
	require.NoError(t, json.Unmarshal([]byte(strings.SplitN(file(t, options.Out), "\n", 2)[0]), &row))
	assert.Equal(t, map[string]string{"Note": "=HYPERLINK(1)", "column 4": "x", "Note (2)": "second"}, row.Columns)
}

func TestColumnsThatCameTooLate(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, "country,owner\nBR,x\n")
	options.Names = []string{save(t, folder, "a.json", strings.Repeat(`{"billingProfile":{"defaultAddress":{"country":"BR"}}}`+"\n", 2000)), "-"}
	_, err := Run(t.Context(), options)
	assert.ErrorIs(t, err, errLateColumns)
}

func TestNoFormula(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "a=1": "a=1", "=1": "'=1", "@a": "'@a", "-1": "'-1", "\t=1": "'\t=1", "+1+1": "'+1+1", "+": "+",
		"+7 495 5005550": "+7 495 5005550",
	} {
		assert.Equal(t, want, noFormula(cell), cell)
	}
}

// TestOrder holds an audit against judging one record after the other.
func TestOrder(t *testing.T) {
	input := generated(t, 5000) + unknown
	options := optionsIn(t.TempDir(), input)
	options.Out = strings.TrimSuffix(options.Out, "csv") + "ndjson"
	complete(t, options)
	var found []string
	for _, line := range strings.Split(strings.TrimSpace(file(t, options.Out)), "\n") {
		var row jsonRow
		require.NoError(t, json.Unmarshal([]byte(line), &row))
		found = append(found, fmt.Sprint(row.Record, row.ID, row.Country, row.Verdict, row.Code, row.Rule, row.Field, row.Message, row.Suggestion))
	}
	var want []string
	judge := newJudge(&options)
	for record := range records.JSON(strings.NewReader(input)) {
		answer := judge.answer(record)
		verdict := answer.Verdict()
		if record.Err != nil {
			want = append(want, fmt.Sprint(record.Number, "", "", verdict, 0, "", "", record.Err, ""))
			continue
		}
		if undecided := answer.Report.Undecided; undecided != nil {
			want = append(want, fmt.Sprint(record.Number, answer.ID, answer.Country, verdict, 0, "", undecided.Field, undecided, ""))
		}
		for _, v := range answer.Report.Violations {
			want = append(want, fmt.Sprint(record.Number, answer.ID, answer.Country, verdict, int(v.Code), "", v.Field, v.Error(), ""))
		}
		for _, a := range answer.Report.Advisories {
			want = append(want, fmt.Sprint(record.Number, answer.ID, answer.Country, verdict, 0, a.Rule, a.Field, a.Message, a.Suggestion))
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
		"one file for both":        {func(o *Options) { o.HTML = o.Out }, "expected two files"},
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
		remarked        = `{"companyProfile":{"organizationRegistrationNumber":"7707083894"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+7"}}}`
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
	} {
		options := optionsIn(t.TempDir(), strings.Join(test.input, "\n"))
		summary, err := Run(t.Context(), options)
		require.NoError(t, err)
		status, err := summary.Status(test.failOn)
		require.NoError(t, err)
		assert.Equal(t, test.want, status, "%v", test)
	}
	summary, err := Run(t.Context(), optionsIn(t.TempDir(), broken))
	require.NoError(t, err)
	_, err = summary.Status(FailOnNever)
	assert.EqualError(t, err, "none of the records could be read")
}

func TestAnInputThatBreaksOff(t *testing.T) {
	options := optionsIn(t.TempDir(), "")
	options.Stdin = io.MultiReader(strings.NewReader(mixed), iotest.ErrReader(errors.New("connection reset")))
	summary, err := Run(t.Context(), options)
	require.NoError(t, err, "the audit went to the end that there is")
	_, err = summary.Status(FailOnNever)
	assert.ErrorContains(t, err, "connection reset")
	assert.Contains(t, file(t, options.Out), "7,,,unreadable,,,,\"line 7, column 0: connection reset\"")
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
