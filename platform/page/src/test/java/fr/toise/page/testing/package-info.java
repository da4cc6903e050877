/** What the tests of the pages share. */
package fr.toise.page.testing;
