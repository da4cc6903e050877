/** Keeps any one client from asking too much. */
package fr.toise.predict.guard;
