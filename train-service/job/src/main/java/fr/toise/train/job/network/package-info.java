/** Training the networks, with a state that outlives a kill. */
package fr.toise.train.job.network;
