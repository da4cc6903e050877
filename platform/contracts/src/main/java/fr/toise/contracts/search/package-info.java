/** What a search for better settings writes down: what is to be tried, what each trial came to, how it ended. */
package fr.toise.contracts.search;
