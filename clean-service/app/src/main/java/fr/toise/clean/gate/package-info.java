/** Whether a dataset version may be trained on: judged by itself and against the version in use. */
package fr.toise.clean.gate;
