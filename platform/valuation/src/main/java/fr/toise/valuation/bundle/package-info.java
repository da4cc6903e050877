/** A model as it lies in the store and as it is loaded: everything that an estimate needs, and the proof that it still works. */
package fr.toise.valuation.bundle;
