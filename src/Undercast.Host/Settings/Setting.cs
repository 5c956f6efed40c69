using System.CommandLine;

namespace Undercast.Host.Settings;

/// <summary>One setting of the server: a flag, an environment variable and a member of <c>undercast.json</c>, all of one name.</summary>
/// <param name="Name">The flag without dashes, such as <c>default-account</c>.</param>
/// <param name="Default">What holds when nothing is said; null for none.</param>
/// <param name="Description">One line for <c>--help</c>.</param>
/// <param name="Problem">Says what is wrong with a value, or null.</param>
/// <param name="IsSwitch">Whether the flag alone means true.</param>
internal sealed record Setting(string Name, string? Default, string Description, Func<string, string?>? Problem = null, bool IsSwitch = false)
{
    public string Flag => $"--{Name}";
    public string Variable => $"UNDERCAST_{Name.ToUpperInvariant().Replace('-', '_')}";
    public string Member => string.Concat(Name.Split('-').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    public Option<string?> Option() => new(Flag)
    {
        Arity = IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        Description = $"{Description} [{Variable}]" + (Default is null ? "" : $" (default {Default})"),
    };
}
