/** Has other settings tried, and shows what came of it. */
package fr.toise.cli.search;
