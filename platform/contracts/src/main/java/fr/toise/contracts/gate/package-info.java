/** What is asked before something is let through: of a dataset version before training, of a model before it is served. */
package fr.toise.contracts.gate;
