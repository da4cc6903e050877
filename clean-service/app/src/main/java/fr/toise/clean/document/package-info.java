/** Documents that somebody else has written, and that may be broken. */
package fr.toise.clean.document;
