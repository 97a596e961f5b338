package documents

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLinks(t *testing.T) {
	anchors := map[string]map[string]bool{} // by document
	all := documents(t)
	for _, d := range all {
		anchors[d.path] = map[string]bool{}
		for _, heading := range d.headings {
			anchors[d.path][anchor(heading)] = true
		}
	}
	root := root(t)
	for _, d := range all {
		t.Run(d.path, func(t *testing.T) {
			for _, link := range d.links {
				target, err := url.Parse(link)
				require.NoError(t, err, link)
				if target.Scheme != "" {
					assert.Equal(t, "https", target.Scheme, link)
					assert.NotEmpty(t, target.Host, link)
					continue
				}
				to := d.path
				if target.Path != "" {
					to = path.Join(path.Dir(d.path), target.Path)
					assert.True(t, filepath.IsLocal(filepath.FromSlash(to)), "%s leaves the repository", link)
					_, err = os.Stat(filepath.Join(root, filepath.FromSlash(to)))
					assert.NoError(t, err, link)
				}
				if target.Fragment != "" {
					assert.True(t, anchors[to][target.Fragment], "%s: %s has no such heading", link, to)
				}
			}
		})
	}
}

// anchor is what GitHub makes of a heading.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
