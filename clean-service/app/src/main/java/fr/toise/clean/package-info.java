/** Has landed sales cleaned elsewhere, and says what became of them. */
package fr.toise.clean;
