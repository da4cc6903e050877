/** The training program: sales in, a measured bundle out. */
package fr.toise.train.job;
