/** What is said of a model: how well it does, and whether it may be served. */
package fr.toise.contracts.model;
