/** How fast training is beside PyTorch and LightGBM. */
package fr.toise.bench.train;
