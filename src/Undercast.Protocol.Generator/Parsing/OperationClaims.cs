using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Checks that every request belongs to one operation, and that labels and members agree.</summary>
internal static class OperationClaims
{
    private static readonly Regex Label = new(@"\{([^{}+]*)(\+?)\}", RegexOptions.CultureInvariant);

    public static void Check(List<(OperationModel Model, IMethodSymbol Method)> operations, string[] wires, INamedTypeSymbol api, Findings findings)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var bindings = new Dictionary<string, string>(StringComparer.Ordinal);
        var isRest = wires.Any(WireTable.IsRest);
        foreach (var (model, method) in operations)
        {
            if (names.TryGetValue(model.Name, out var first)) findings.Add(Rules.DuplicateName, method.Place(), first, method.Name, model.Name);
            else names[model.Name] = method.Name;
            if (method.Get("Http") is not { } http)
            {
                if (isRest) findings.Add(Rules.HttpMissing, method.Place(), method.Name, api.Display());
                continue;
            }
            var claim = Claim(http, (INamedTypeSymbol)method.Parameters[0].Type);
            if (bindings.TryGetValue(claim, out var other)) findings.Add(Rules.DuplicateHttp, http.Place(method), other, method.Name, claim);
            else bindings[claim] = method.Name;
            Labels(http, method, (INamedTypeSymbol)method.Parameters[0].Type, findings);
        }
    }

    // Labels match whatever they are called; the order of query literals means nothing. What must be there in the query or a header tells requests apart too:
    // S3's ListParts is a GetObject with an uploadId.
    private static string Claim(AttributeData http, INamedTypeSymbol input)
    {
        var uri = http.Text(1) ?? "";
        var question = uri.IndexOf('?');
        var path = Label.Replace(question < 0 ? uri : uri.Substring(0, question), "{$2}");
        var query = question < 0 ? "" : "?" + string.Join("&", uri.Substring(question + 1).Split('&').OrderBy(p => p, StringComparer.Ordinal));
        var demanded = ShapeParser.Properties(input).Where(p => p.IsRequired)
            .Select(p => p.Get("HttpHeader") is { } header ? "header " + header.Text(0)?.ToLowerInvariant() : p.Get("HttpQuery") is { } parameter ? "parameter " + Parameter(parameter, p) : null)
            .OfType<string>().OrderBy(d => d, StringComparer.Ordinal).ToList();
        return $"{http.Text(0)} {http.Named("HostPrefix") as string}{path}{query}{(demanded.Count > 0 ? " with " + string.Join(", ", demanded) : "")}";
    }

    private static string Parameter(AttributeData query, IPropertySymbol property) => query.Text(0) is { Length: > 0 } name ? name : ShapeParser.WireName(property);

    private static void Labels(AttributeData http, IMethodSymbol method, INamedTypeSymbol input, Findings findings)
    {
        var uri = http.Text(1) ?? "";
        var members = ShapeParser.Properties(input).ToList();
        var inUri = new HashSet<string>(Label.Matches(uri).Cast<Match>().Select(m => m.Groups[1].Value), StringComparer.Ordinal);
        var labelled = members.Where(p => p.Has("HttpLabel")).ToDictionary(p => p, p => p.Get("HttpLabel")!.Text(0) ?? ShapeParser.WireName(p), SymbolEqualityComparer.Default);
        foreach (var label in inUri)
        {
            if (!labelled.ContainsValue(label)) findings.Add(Rules.LabelWithoutMember, http.Place(method), label, uri, input.Display());
        }
        foreach (var pair in labelled)
        {
            if (!inUri.Contains(pair.Value)) findings.Add(Rules.MemberWithoutLabel, pair.Key!.Place(), $"{input.Name}.{pair.Key!.Name}", uri, pair.Value);
        }
        var inHost = Label.Matches(http.Named("HostPrefix") as string ?? "").Cast<Match>().Select(m => m.Groups[1].Value);
        foreach (var label in inHost)
        {
            if (!members.Any(p => p.Has("HostLabel") && ShapeParser.WireName(p) == label))
                findings.Add(Rules.LabelWithoutMember, http.Place(method), label, http.Named("HostPrefix") as string ?? "", input.Display());
        }
    }
}
