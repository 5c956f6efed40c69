using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>The header <c>X-Amzn-Trace-Id</c>, which goes with a chain of calls, and how often the chain has called a function.</summary>
/// <remarks>
/// AWS: <c>Root=…;Parent=…;Sampled=…;Lineage=a87bd80c:1|68fd508a:5</c> (X-Ray, tracing header): a hash for each function, and its calls. The SDKs hand on what a function was called with,
/// SQS and S3 keep it with what they tell functions of.
/// </remarks>
internal static class TraceHeader
{
    // AWS: about sixteen calls of a function in one chain (Lambda, recursive loop detection).
    private const int MostCalls = 16;
    private const int MostFunctions = 32;

    /// <summary>Whether a chain has called a function as often as it may.</summary>
    public static bool IsLoop(string header, FunctionKey function) => Calls(header, function) >= MostCalls;

    /// <summary>How often a chain has called a function.</summary>
    public static int Calls(string? header, FunctionKey function) => header is null ? 0 : CallsOf(Lineage(header), NameOf(function));

    /// <summary>The header that a function is called with.</summary>
    /// <param name="before">What the caller was called with; null begins a chain.</param>
    /// <param name="function">The function.</param>
    /// <param name="now">The time.</param>
    public static string Next(string? before, FunctionKey function, DateTimeOffset now)
    {
        var name = NameOf(function);
        var lineage = Lineage(before);
        var calls = CallsOf(lineage, name) + 1;
        var root = Part(before, "Root") is { Length: 35 } known && known.StartsWith("1-", StringComparison.Ordinal) && known.All(static c => char.IsAsciiHexDigitLower(c) || c == '-')
            ? known : $"1-{now.ToUnixTimeSeconds():x8}-{Ids.NewGuid().ToString("N")[..24]}";
        var others = lineage.Where(l => l.Name != name).TakeLast(MostFunctions - 1).Select(static l => $"{l.Name}:{l.Calls}|");
        return $"Root={root};Parent={Ids.NewGuid().ToString("N")[..16]};Sampled={(Part(before, "Sampled") == "1" ? '1' : '0')};Lineage={string.Concat(others)}{name}:{calls}";
    }

    private static int CallsOf(List<(string Name, int Calls)> lineage, string name) => lineage.Where(l => l.Name == name).Select(static l => l.Calls).DefaultIfEmpty().Max();

    private static string NameOf(FunctionKey function) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FunctionName.ArnOf(function))).AsSpan(0, 4));

    private static List<(string Name, int Calls)> Lineage(string? header)
    {
        var all = new List<(string, int)>();
        // boto3 encodes what stands between functions.
        foreach (var entry in Uri.UnescapeDataString(Part(header, "Lineage") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split(':') is [{ Length: 8 } name, var calls] && name.All(char.IsAsciiHexDigitLower) && int.TryParse(calls, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 10_000) all.Add((name, count));
        }
        return all;
    }

    private static string? Part(string? header, string name) =>
        header?.Split(';').Select(static p => p.Trim().Split('=', 2)).FirstOrDefault(p => p.Length == 2 && p[0] == name)?[1];
}
