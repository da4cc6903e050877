/** Where things lie in the object store, and how one knows that they are whole. */
package fr.toise.contracts.store;
