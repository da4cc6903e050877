/** Starts a program in a process of its own and says how it ended; and what such a program does to be started so. */
package fr.toise.job;
