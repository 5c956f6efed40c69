using System.Text.RegularExpressions;

namespace Undercast.Protocol;

/// <summary>An expression that a whole string must match, compiled when it is first needed.</summary>
/// <param name="expression">The expression, as AWS's model has it.</param>
public sealed class ConstraintPattern(string expression)
{
    // A client chooses the text, so matching must not take long: linear time where the expression allows it, a limit otherwise.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);

    private Regex? _regex;

    /// <summary>The expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>Whether the whole of <paramref name="text"/> matches.</summary>
    public bool Matches(string text)
    {
        try
        {
            return (_regex ??= Compile()).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private Regex Compile()
    {
        var whole = $@"\A(?:{PatternDialect.ToDotNet(Expression)})\z";
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking.
            return new Regex(whole, RegexOptions.CultureInvariant, Limit);
        }
    }
}
