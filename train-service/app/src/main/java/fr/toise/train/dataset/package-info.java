/** The sales that there are to train on. */
package fr.toise.train.dataset;
