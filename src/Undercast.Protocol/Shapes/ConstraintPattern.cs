using System.Text.RegularExpressions;

namespace Undercast.Protocol;

/// <summary>An expression that a whole string must match, compiled when it is first needed.</summary>
/// <param name="expression">The expression, as AWS's model has it.</param>
public sealed class ConstraintPattern(string expression)
{
    // A client chooses the text, so matching must not take long. The engine that takes linear time is many times dearer to make, so it
    // takes a pattern over when a text has once taken too long; where the expression has none (look-around, back-references), there is the limit.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastLimit = TimeSpan.FromMilliseconds(200);

    private Regex? _regex;

    /// <summary>The expression.</summary>
    public string Expression { get; } = expression;

    private string Whole => $@"\A(?:{PatternDialect.ToDotNet(Expression)})\z";

    /// <summary>Whether the whole of <paramref name="text"/> matches.</summary>
    public bool Matches(string text)
    {
        try
        {
            return (_regex ??= new Regex(Whole, RegexOptions.CultureInvariant, Limit)).IsMatch(text);
        }
        catch (RegexMatchTimeoutException e)
        {
            if (e.MatchTimeout == LastLimit) return false;
            _regex = Bounded();
            return Matches(text);
        }
    }

    private Regex Bounded()
    {
        try
        {
            return new Regex(Whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(Whole, RegexOptions.CultureInvariant, LastLimit);
        }
    }
}
