using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Protocol;

namespace Undercast.Fuzz.Tests;

/// <summary>A request as text, so that damage reaches every part: method, path, query string, then headers line by line, an empty line, the body.</summary>
internal static class Requests
{
    public static byte[] Text(string method, string path, string query, string headers, string body) =>
        Encoding.UTF8.GetBytes($"{method}\n{path}\n{query}\n{headers.ReplaceLineEndings("\n").Trim()}\n\n{body}");

    public static WireRequest Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\n\n"u8);
        var lines = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).Split('\n');
        var headers = new HeaderDictionary();
        foreach (var line in lines.Skip(3))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            // The server never hands on a header without a name.
            if (colon > 0) headers.Append(line[..colon], line[(colon + 1)..].Trim());
        }
        return new WireRequest
        {
            Method = lines[0],
            Path = lines.ElementAtOrDefault(1) ?? "",
            Query = lines.ElementAtOrDefault(2) ?? "",
            Headers = headers,
            Body = end < 0 ? default : bytes.AsMemory(end + 2),
        };
    }
}
