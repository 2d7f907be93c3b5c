"""COMMANDS: one row for each command, with its options.

To add a command, add a row here and a module of that name in `symbackprop.cli.commands` with
a function `run`. From the row come its help and its parser.

`symbackprop --help` reads nothing but this and `usage`, so neither may import anything that
takes time: no dataclasses, no typing, no argparse.
"""


class Option:
    """An option or an argument of a command.

    flags    how it is typed, "-o", "--output"; an argument has one word without a dash
    value    what stands for its value in the help; "" for an option without one
    help     what it does
    default  its value if it is not given
    choices  the values it may have; () for any
    """

    __slots__ = ("choices", "default", "flags", "help", "value")

    def __init__(
        self,
        *flags: str,
        value: str = "",
        help: str,  # noqa: A002  (argparse calls it so)
        default: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.flags = flags
        self.value = value
        self.help = help
        self.default = default
        self.choices = choices

    @property
    def key(self) -> str:
        """Returns the name under which a command finds its value: output for --output."""
        return self.flags[-1].lstrip("-").replace("-", "_").lower()

    @property
    def is_argument(self) -> bool:
        """Returns whether it is an argument, told by its place and not by a flag."""
        return not self.flags[0].startswith("-")


class Command:
    """A command.

    name      how it is typed, and the module in `symbackprop.cli.commands` that runs it
    summary   what it does, in one line
    options   what may be given to it
    examples  command lines that show it
    """

    __slots__ = ("examples", "name", "options", "summary")

    def __init__(self, name: str, summary: str, options: tuple[Option, ...], *examples: str) -> None:
        self.name = name
        self.summary = summary
        self.options = options
        self.examples = examples


_NETWORK = (
    Option("--network", value="FILE", help="a TOML file that describes it all, or 2-2-1"),
    Option("--layers", value="SIZES", help="a perceptron of these sizes: 2,3,1 or n,m,K"),
    Option("--activation", value="NAME", help="the activation; any for an unknown g", default="sigmoid"),
    Option("--output-activation", value="NAME", help="activation of the output, if it is another one"),
    Option("--loss", value="NAME", help="the loss of one training item", default="half_squared_error"),
)
_SIZES = Option("--sizes", value="SIZES", help="numbers for the sizes that are names: n=3,m=2")
_SCREEN = (
    Option("--ascii", help="print ASCII, formulas as `prove` reads them"),
    Option("--color", value="WHEN", help="auto, always or never", default="auto", choices=("auto", "always", "never")),
    Option("--json", help="print JSON"),
)

COMMANDS = (
    Command(
        "derive",
        "prints the deltas and gradients, each step proved",
        (Option("--parameter", value="NAME", help="one parameter, step by step"), *_NETWORK, *_SCREEN),
        "symbackprop derive",
        "symbackprop derive --activation tanh --parameter w_11",
        "symbackprop derive --layers n,m,K --loss cross_entropy",
    ),
    Command(
        "prove",
        "judges formulas about the network: proved, refuted or undecided",
        (Option("FORMULA", value="...", help="left = right, or a chain a = b = c"), *_NETWORK, *_SCREEN),
        'symbackprop prove "dE/dw_11 = delta_1*x_1"',
        'symbackprop prove --activation tanh "dz/ds = 1 - z^2"',
        'symbackprop prove --layers n,m,1 "dE/dw[j,i] = delta[j]*x[i]"',
    ),
    Command(
        "check",
        "judges the formulas of documents and says what is wrong",
        (
            Option("FILE", value="...", help="documents, folders of them, or - for standard input"),
            Option("--format", value="NAME", help="text, json, sarif, github, html; else by FILE"),
            Option("-o", "--output", value="FILE", help="where to; otherwise it is printed"),
            Option("-v", "--verbose", help="list every formula"),
            *_NETWORK,
            *_SCREEN[:2],
        ),
        "symbackprop check notes.md",
        "symbackprop check docs --format sarif -o formulas.sarif",
        "symbackprop check notes.tex --activation tanh --format html -o notes.html",
    ),
    Command(
        "logic",
        "turns a Boolean formula into perceptrons, proved on every row",
        (Option("FORMULA", value="...", help="names joined by ~ & | ^ -> <-> nand nor"), *_SCREEN),
        'symbackprop logic "A ^ B"',
        'symbackprop logic "(A | B) & ~C"',
    ),
    Command(
        "verify",
        "measures the compiled gradients against other methods",
        (
            Option("--seed", value="NUMBER", help="where the random points begin", default="0"),
            *_NETWORK,
            _SIZES,
            *_SCREEN,
        ),
        "symbackprop verify --activation softplus",
        "symbackprop verify --layers n,m,1 --sizes n=3,m=2",
    ),
    Command(
        "train",
        "learns XOR by gradient descent, as a demonstration",
        (
            Option("--learning-rate", value="NUMBER", help="how long the steps are", default="0.5"),
            Option("--epochs", value="NUMBER", help="how often every item is used", default="2000"),
            Option("--momentum", value="NUMBER", help="how much of the last step is kept", default="0"),
            Option("--batch", value="NUMBER", help="items for one step; else all four"),
            Option("--seed", value="NUMBER", help="draws the start", default="5"),
            Option("--plot", value="FILE", help="draws the loss: FILE.svg or FILE.pdf"),
            *_NETWORK,
            *_SCREEN,
        ),
        "symbackprop train",
        "symbackprop train --activation tanh --plot loss.svg",
        "symbackprop train --layers 2,3,1 --momentum 0.9",
    ),
    Command(
        "report",
        "writes the whole derivation as a document",
        (
            Option("--format", value="NAME", help="latex, html, markdown, pdf, beamer or slides"),
            Option("-o", "--output", value="FILE", help="where to; otherwise it is printed"),
            *_NETWORK,
            *_SCREEN[:2],
        ),
        "symbackprop report --format pdf -o notes.pdf",
    ),
    Command(
        "codegen",
        "writes the gradients as a NumPy program",
        (
            Option(
                "--target", value="NAME", help="numpy or javascript", default="numpy", choices=("numpy", "javascript")
            ),
            Option("-o", "--output", value="FILE", help="where to; otherwise it is printed"),
            *_NETWORK,
        ),
        "symbackprop codegen --activation tanh -o backprop.py",
        "symbackprop codegen --target javascript -o backprop.js",
    ),
    Command(
        "build",
        "builds every document of a folder in every format",
        (
            Option("FOLDER", help="a folder of Python files that each define document()"),
            Option("-o", "--output", value="FOLDER", help="where to", default="build"),
            Option("--formats", value="NAMES", help="which, with commas between; else all possible"),
            *_SCREEN,
        ),
        "symbackprop build derivations -o build",
    ),
)
"""The commands, in the order in which the help lists them."""


def command(name: str) -> Command | None:
    """Returns the command called `name`, if there is one.

    >>> command("derive").name
    'derive'
    """
    return next((row for row in COMMANDS if row.name == name), None)
