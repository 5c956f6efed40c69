using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator;

/// <summary>A resource template as a C# expression over <c>input</c> and <c>call</c>.</summary>
internal sealed class ResourceTemplate
{
    private static readonly Dictionary<string, string> FromCall = new() { ["partition"] = "call.Partition", ["region"] = "call.Region", ["account"] = "call.Account" };

    public ResourceTemplate(string template, INamedTypeSymbol input, INamedTypeSymbol? resources)
    {
        var parts = new List<string>();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            if (open < 0) open = template.Length;
            if (open > at) parts.Add(SymbolReading.Literal(template.Substring(at, open - at)));
            if (open == template.Length) break;
            var close = template.IndexOf('}', open);
            if (close < 0)
            {
                Problem = $"the template '{template}' has an open brace";
                return;
            }
            parts.Add(Placeholder(template.Substring(open + 1, close - open - 1), input, resources));
            at = close + 1;
        }
        if (Problem is null && IsMany && parts.Count != 1) Problem = $"a function that gives several resources must be the whole template: '{template}'";
        Expression = parts.Count == 0 ? "\"\"" : string.Join(" + ", parts);
        if (parts.Count == 1 && !IsMany && !Expression.StartsWith("\"", System.StringComparison.Ordinal)) Expression = $"({Expression}) ?? \"*\"";
    }

    public string Expression { get; } = "";

    public bool IsMany { get; private set; }

    public string? Problem { get; private set; }

    private string Placeholder(string text, INamedTypeSymbol input, INamedTypeSymbol? resources)
    {
        if (FromCall.TryGetValue(text, out var fromCall)) return fromCall;
        var paren = text.IndexOf('(');
        if (paren < 0) return Member(text, input);
        var function = text.Substring(0, paren);
        var argument = text.Substring(paren + 1).TrimEnd(')');
        var found = resources?.GetMembers(function).OfType<IMethodSymbol>().FirstOrDefault(m => m.IsStatic);
        if (found is null)
        {
            Problem = $"no static method {function} in {resources?.Name ?? "the API's Resources type"}";
            return "";
        }
        IsMany |= found.ReturnType.SpecialType != SpecialType.System_String;
        var value = argument switch { "" => "", "*" => "input, ", _ => Member(argument, input) + ", " };
        return $"{resources!.FullName()}.{function}({value}call)";
    }

    private string Member(string path, INamedTypeSymbol input)
    {
        var type = (ITypeSymbol)input;
        var expression = "input";
        foreach (var name in path.Split('.'))
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is not { } property)
            {
                Problem = $"{type.Name} has no member {name}";
                return "";
            }
            expression += (expression == "input" ? "." : "?.") + name;
            type = property.Type;
        }
        return expression;
    }
}
