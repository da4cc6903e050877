/** From lines to sales of one flat or house, and the rules that say which of them can be trusted. */
package fr.toise.cleaning.judging;
