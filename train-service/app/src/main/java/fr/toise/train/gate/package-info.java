/** Whether a challenger may go live. */
package fr.toise.train.gate;
