namespace Undercast.Protocol.Conformance;

/// <summary>The vectors that a server need not pass, each with the reason; one that passes all the same must leave the list.</summary>
internal static partial class Reasons
{
    public static void Judge(Vector vector, Action<Vector> test)
    {
        var reason = Of(vector);
        Exception? failure = null;
        try
        {
            test(vector);
        }
        catch (Exception e)
        {
            if (reason is null) throw;
            failure = e;
        }
        if (reason is not null && failure is null) Assert.Fail($"{vector.Key} passes; it need not be excused: {reason}");
    }

    public static string? Of(Vector vector) => Table.GetValueOrDefault(vector.Key);

    private static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
    };
}
