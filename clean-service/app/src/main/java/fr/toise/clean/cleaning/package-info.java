/** When to clean, and having it done. */
package fr.toise.clean.cleaning;
