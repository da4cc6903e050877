/** Says what the live model is, how good it is, and how to ask it something. */
package fr.toise.predict.about;
