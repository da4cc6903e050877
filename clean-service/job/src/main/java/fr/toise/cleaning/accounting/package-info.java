/** The account of every line, and what the sales that were kept look like. */
package fr.toise.cleaning.accounting;
