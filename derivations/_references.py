"""The references of the lecture: each is written once, and cited by its key."""

from symbackprop.report import Reference

MCCULLOCH = Reference(
    "mcculloch",
    "W. S. McCulloch, W. Pitts. A logical calculus of the ideas immanent in nervous activity. Bulletin of Mathematical "
    "Biophysics 5 (1943), 115–133.",
)
ROSENBLATT = Reference(
    "rosenblatt",
    "F. Rosenblatt. The perceptron: a probabilistic model for information storage and organization in the brain. "
    "Psychological Review 65 (1958), 386–408.",
)
MINSKY = Reference("minsky", "M. Minsky, S. Papert. Perceptrons. MIT Press, 1969.")
MUROGA = Reference("muroga", "S. Muroga. Threshold Logic and Its Applications. Wiley, 1971.")
FARKAS = Reference(
    "farkas",
    "J. Farkas. Theorie der einfachen Ungleichungen. Journal für die reine und angewandte Mathematik 124 (1902), 1–27.",
)
DANTZIG = Reference(
    "dantzig",
    "G. B. Dantzig, A. Orden, P. Wolfe. The generalized simplex method for minimizing a linear form under linear "
    "inequality restraints. Pacific Journal of Mathematics 5 (1955), 183–195.",
)
QUINE = Reference(
    "quine",
    "W. V. Quine. The problem of simplifying truth functions. American Mathematical Monthly 59 (1952), 521–531.",
)
MCCLUSKEY = Reference(
    "mccluskey",
    "E. J. McCluskey. Minimization of Boolean functions. Bell System Technical Journal 35 (1956), 1417–1444.",
)
CAUCHY = Reference(
    "cauchy",
    "A. Cauchy. Méthode générale pour la résolution des systèmes d’équations simultanées. Comptes rendus de l’Académie "
    "des sciences 25 (1847), 536–538.",
)
RUMELHART = Reference(
    "rumelhart",
    "D. E. Rumelhart, G. E. Hinton, R. J. Williams. Learning representations by back-propagating errors. "
    "Nature 323 (1986), 533–536.",
)
GOODFELLOW = Reference(
    "goodfellow", "I. Goodfellow, Y. Bengio, A. Courville. Deep Learning. MIT Press, 2016. Section 6.5.2."
)
BISHOP = Reference("bishop", "C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006. Chapter 5.")
LECUN = Reference(
    "lecun",
    "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller. Efficient BackProp. In: Neural Networks: Tricks of the Trade. "
    "Lecture Notes in Computer Science 1524, Springer, 1998, 9–50.",
)
GLOROT = Reference(
    "glorot",
    "X. Glorot, A. Bordes, Y. Bengio. Deep sparse rectifier neural networks. Proceedings of Machine Learning Research "
    "15 (AISTATS 2011), 315–323.",
)
HUBER = Reference(
    "huber",
    "P. J. Huber. Robust estimation of a location parameter. Annals of Mathematical Statistics 35 (1964), 73–101.",
)
