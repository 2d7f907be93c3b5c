// The explorer: paths that light up, numbers that follow the sliders. The page reads without it.
{
    const page = document.querySelector(".ex");
    const told = JSON.parse(document.getElementById("explored").textContent);
    const all = (selector, within = page) => [...within.querySelectorAll(selector)];
    const sliders = all("input[type=range]");
    const figure = page.querySelector("svg.fig");
    const parts = all(":scope > g", figure);
    const status = page.querySelector(".told");
    const check = page.querySelector(".check-now");
    const parameterOf = new Map(told.parameters.map((name, place) => [told.names.indexOf(name), place]));
    const minus = (text) => text.replaceAll("-", "−");

    // ---- numbers

    const raise = (digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)];

    function withDigits(number, digits, smallest) {
        if (!Number.isFinite(number)) return "–";
        if (number === 0) return "0";
        const size = Math.abs(number);
        if (size >= smallest && size < 1e4) return minus(number.toFixed(digits));
        const [mantissa, exponent] = number.toExponential(1).split("e");
        return minus(mantissa) + "\u00a0·\u00a010" + [...String(Number(exponent))].map(raise).join("");
    }

    const shown = (number) => withDigits(number, 4, 0.001);
    const bracketed = (number) => (number < 0 ? `(${shown(number)})` : shown(number));

    // In a unit there is room for five characters.
    function roughly(number) {
        const digits = number > 0 && number < 0.1 ? 3 : Math.abs(number) < 10 ? 2 : 0;
        return number !== 0 && Number(number.toFixed(digits)) === 0 ? "≈\u20090" : withDigits(number, digits, 0);
    }

    function write(cell, number, text = shown(number)) {
        cell.setAttribute("value", text === "" ? "" : String(number));
        cell.textContent = text;
    }

    const nameOf = (slider) => told.names[slider.dataset.place];
    const given = () => Object.fromEntries(sliders.map((slider) => [nameOf(slider), Number(slider.value)]));

    // The central difference: the step is near the cube root of the rounding error, and exact.
    function difference(at, name) {
        const wish = 6e-6 * Math.max(1, Math.abs(at[name]));
        const [right, left] = [at[name] + wish, at[name] - wish];
        const lossAt = (value) => pass({ ...at, [name]: value }).loss;
        return (lossAt(right) - lossAt(left)) / (right - left);
    }

    const agrees = (one, two, loss) =>
        Math.abs(one - two) <= 1e-6 * Math.max(Math.abs(one), Math.abs(two)) + 1e-8 * Math.max(1, Math.abs(loss));

    let latest = null;

    function compute() {
        const at = given();
        const found = pass(at);
        const numbers = told.names.map((name) => (Object.hasOwn(at, name) ? at[name] : found.values[name]));
        latest = { at, found, numbers };
        for (const cell of all("data[data-value]")) {
            const number = numbers[cell.dataset.value];
            write(cell, number, cell.matches(".factor") ? bracketed(number) : shown(number));
        }
        for (const cell of all("data[data-gradient]")) {
            write(cell, found.gradient[told.parameters[cell.dataset.gradient]]);
        }
        for (const cell of all("text.num")) {
            const text = cell.matches(".of-delta") ? shown : roughly;
            cell.textContent = text(numbers[cell.dataset.value]);
        }
        for (const slider of sliders) slider.nextElementSibling.textContent = minus(slider.value);
        const isChecked = check.getAttribute("aria-pressed") === "true";
        page.classList.toggle("checked", isChecked);
        latest.checks = told.parameters.map((name, place) => {
            const quotient = isChecked ? difference(at, name) : NaN;
            const apart = Math.abs(quotient - found.gradient[name]);
            const cell = page.querySelector(`data[data-apart="${place}"]`);
            write(cell, apart, isChecked ? withDigits(apart, 1, 1) : "");
            write(page.querySelector(`data[data-difference="${place}"]`), quotient, isChecked ? shown(quotient) : "");
            const fits = agrees(quotient, found.gradient[name], found.loss);
            cell.closest("tr").classList.toggle("differs", isChecked && !fits);
            return { name, apart, fits };
        });
    }

    function tell() {
        const { at, found, checks } = latest;
        if (!Number.isFinite(found.loss)) {
            status.textContent = "At these values the loss is no finite number.";
        } else if (check.getAttribute("aria-pressed") === "true") {
            const apart = checks.filter(({ fits }) => !fits).map(({ name }) => name);
            const worst = Math.max(...checks.map((one) => one.apart));
            const fitting = `${checks.length - apart.length} of ${checks.length}`;
            const agree = `${fitting} gradients agree with the central difference`;
            const kinks = told.hasKinks ? " Near a kink a difference quotient is no derivative." : "";
            status.textContent = apart.length
                ? `${agree}; not those by ${apart.join(", ")}.${kinks}`
                : `${agree}; the largest error is ${withDigits(worst, 1, 1)}.`;
        } else {
            const name = told.parameters[chosen()];
            const slope = shown(found.gradient[name]);
            status.textContent = `The loss is ${shown(found.loss)}, its derivative by ${name} is ${slope}.`;
        }
    }

    // ---- paths

    const chosen = () => Number(page.querySelector("[name=path]:checked").id.slice(1));

    function preview(place) {
        for (const part of all("[data-on]")) {
            const isLit = part.dataset.on.split(" ").includes(String(place));
            if (place === null) part.style.removeProperty("--lit");
            else part.style.setProperty("--lit", isLit ? 1 : 0);
        }
        for (const panel of all(".panel")) {
            panel.style.display = place === null ? "" : Number(panel.dataset.of) === place ? "block" : "none";
        }
    }

    function previewOver(element, place) {
        element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && preview(place));
        element.addEventListener("pointerleave", () => preview(null));
    }

    function choose(place) {
        preview(null);
        const button = document.getElementById(`p${place}`);
        button.checked = true;
        button.focus({ preventScroll: true });
        tell();
    }

    // Behind everything else lies a broad line along each edge, for fingers.
    const behind = document.createElementNS(figure.namespaceURI, "g");
    figure.prepend(behind);
    parts.forEach((part, number) => {
        const place = parameterOf.get(told.parts[number][0]);
        const edge = part.querySelector(".edge");
        if (place === undefined || edge === null) return;
        const broad = edge.cloneNode();
        broad.setAttribute("class", "hit");
        behind.append(broad);
        part.classList.add("weight");
        for (const element of [part, broad]) {
            previewOver(element, place);
            element.addEventListener("click", () => choose(place));
        }
    });
    for (const button of all("[name=path]")) {
        previewOver(button.parentElement, Number(button.id.slice(1)));
        button.addEventListener("change", () => {
            preview(null);
            tell();
        });
    }

    // ---- factors: what a formula names, lit in the figure

    // Returns a symbol as it is written wherever it stands: without brackets, marks and powers.
    function bare(element) {
        const [base, below] = element.children;
        if (element.localName === "msubsup") return `<msub>${bare(base)}${bare(below)}</msub>`;
        return element.outerHTML.replace(/<\/?(?:mrow|mpadded|mstyle)[^>]*>| [a-z-]+="[^"]*"/g, "");
    }

    const symbols = all("[data-symbol] > math");
    const known = new Map(
        symbols.map((math) => [bare(math.firstElementChild), Number(math.parentElement.dataset.symbol)]),
    );
    const namesIn = (element) =>
        [element, ...all("*", element)].map((inner) => known.get(bare(inner))).filter((place) => place >= 0);
    const isDerivative = (element) => element.localName === "mfrac" && /^[∂d]/.test(element.textContent);

    // Returns the smallest part of a formula about an element that names something; a derivative as a whole.
    function factorAt(target) {
        const math = target.closest("math");
        if (math === null) return null;
        for (let element = target; element !== math; element = element.parentElement) {
            const isWhole = isDerivative(element) || element.parentElement.closest("mfrac, msub, msubsup") === null;
            if (isWhole && namesIn(element).length > 0) return element;
        }
        return null;
    }

    let pointed = null;

    function point(factor) {
        pointed?.classList.remove("here");
        pointed = factor;
        factor?.classList.add("here");
        const names = factor === null ? [] : namesIn(factor);
        parts.forEach((part, number) => {
            part.classList.toggle("pointed", told.parts[number].some((place) => names.includes(place)));
        });
        return [...new Set(names)];
    }

    const say = (names) => {
        const facts = names.map((place) => `${told.names[place]} is ${shown(latest.numbers[place])}`);
        if (facts.length > 0) status.textContent = `${facts.join(", ")}.`;
    };

    document.addEventListener("pointerover", (event) => {
        const { top, bottom } = figure.getBoundingClientRect();
        const isInSight = bottom > 0 && top < window.innerHeight;
        if (event.pointerType === "mouse" && (isInSight || pointed !== null)) point(factorAt(event.target));
    });
    document.addEventListener("click", (event) => {
        const factor = factorAt(event.target);
        if (factor !== null || pointed !== null) say(point(factor));
    });
    for (const chain of all(".panel .chain")) {
        chain.tabIndex = 0;
        chain.addEventListener("keydown", (event) => {
            const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
            if (way === undefined) return;
            event.preventDefault();
            const factors = all(".forms math *", chain).filter((element) => factorAt(element) === element);
            const from = factors.indexOf(pointed);
            const next = from < 0 ? Math.min(way, 0) : from + way;
            say(point(factors[(next + factors.length) % factors.length]));
        });
        chain.addEventListener("blur", () => point(null));
    }

    // ---- numbers in the units, and beside the deltas

    function numbered(letter, kind, place) {
        const cell = letter.cloneNode();
        cell.setAttribute("class", `num ${kind}`);
        cell.dataset.value = place;
        letter.parentElement.append(cell);
        return cell;
    }

    // Right of its letter, or left of it where a unit stands to the right.
    function beside(letter, cell) {
        const { x, width } = letter.getBBox();
        const stand = (anchor, at) => {
            cell.setAttribute("x", at);
            cell.setAttribute("text-anchor", anchor);
        };
        stand("start", x + width + 5);
        const meets = (box) => {
            const [one, two] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
            return one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
        };
        if (all(".box", figure).some(meets)) stand("end", x - 5);
    }

    parts.forEach((part, number) => {
        const letters = all("text", part);
        if (part.querySelector(".box") !== null) {
            letters.forEach((letter, place) => {
                letter.classList.add("named");
                const cell = numbered(letter, "of-unit", told.parts[number][place]);
                cell.setAttribute("y", Number(letter.getAttribute("y")) + 6.7);
            });
        } else if (part.querySelector(".flow") !== null) {
            for (const letter of letters) {
                const cell = numbered(letter, "of-delta", told.parts[number][0]);
                document.fonts.ready.then(() => beside(letter, cell));
            }
        }
    });

    // ---- sliders and buttons

    for (const slider of sliders) {
        slider.addEventListener("input", compute);
        slider.addEventListener("change", tell);
    }
    check.addEventListener("click", () => {
        check.setAttribute("aria-pressed", String(check.getAttribute("aria-pressed") !== "true"));
        compute();
        tell();
    });
    page.querySelector(".reset").addEventListener("click", () => {
        for (const slider of sliders) slider.value = slider.defaultValue;
        check.setAttribute("aria-pressed", "false");
        compute();
        status.textContent = "Every slider is back where it was.";
    });

    for (const hidden of all("[hidden]")) hidden.hidden = false;
    page.classList.add("alive");
    for (const slider of sliders) slider.value = slider.defaultValue;
    compute();
}
