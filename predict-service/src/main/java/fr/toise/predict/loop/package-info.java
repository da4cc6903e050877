/** What the loop does while it does it, for those who run it: heard on the topics, told to whoever looks. */
package fr.toise.predict.loop;
