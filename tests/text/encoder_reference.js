// encoder_reference - what the reference makes of our sentences: rewrites encoder_reference.tsv, by hand, never in a build.
//
// Usage: node encoder_reference.js MODEL-DIR encoder_reference.tsv
//        after npm i @tensorflow/tfjs@3.21.0 @tensorflow-models/universal-sentence-encoder@1.3.3 in a folder on NODE_PATH
//
// A line: sentence TAB piece numbers TAB numbers. The first WHOLE lines have the whole vector, the others the cosines with
// each of those. All by TensorFlow.js on the weights of MODEL-DIR, and by the tokenizer of the model's own package.
const tf = require("@tensorflow/tfjs");
const fs = require("fs");
const { Tokenizer } = require("@tensorflow-models/universal-sentence-encoder/dist/tokenizer");

const WHOLE = 12;
const [dir, file] = process.argv.slice(2);

async function main() {
    const model = JSON.parse(fs.readFileSync(dir + "/model.json"));
    const group = model.weightsManifest[0];
    const bytes = Buffer.concat(group.paths.map((p) => fs.readFileSync(dir + "/" + p)));
    const graph = await tf.loadGraphModel({
        load: async () => ({
            modelTopology: model.modelTopology,
            weightSpecs: group.weights,
            weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
        }),
    });
    const cutter = new Tokenizer(JSON.parse(fs.readFileSync(dir + "/vocab.json")));
    const lines = fs.readFileSync(file, "utf8").split("\n").filter((l) => l && !l.startsWith("#"));
    const whole = [], out = ["# Written by encoder_reference.js; sentence, pieces, vector (the first " + WHOLE + ") or cosines with those."];
    for (const line of lines) {
        const text = line.split("\t")[0], pieces = cutter.encode(text);
        const v = await (await graph.executeAsync({
            indices: tf.tensor2d(pieces.map((_, i) => [0, i]), [pieces.length, 2], "int32"),
            values: tf.tensor1d(pieces, "int32"),
        })).data();
        const shown = whole.length < WHOLE ? v : whole.map((w) => w.reduce((sum, x, k) => sum + x * v[k], 0));
        if (whole.length < WHOLE) whole.push(v);
        out.push([text, pieces.join(" "), Array.from(shown, (x) => x.toPrecision(7)).join(" ")].join("\t"));
    }
    fs.writeFileSync(file, out.join("\n") + "\n");
}

main();
