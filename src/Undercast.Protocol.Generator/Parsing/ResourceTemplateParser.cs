using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Compiles the resource templates of <c>[Authorize]</c> into expressions over <c>i</c> (the input) and <c>call</c>.</summary>
internal sealed class ResourceTemplateParser(Compilation compilation, INamedTypeSymbol? resources, INamedTypeSymbol api, Findings findings)
{
    public PermissionModel? Parse(AttributeData attribute, IMethodSymbol method, INamedTypeSymbol input)
    {
        if (attribute.Text(0) is not { Length: > 0 } action || attribute.Text(1) is not { Length: > 0 } template)
        {
            findings.Add(Rules.BadTemplate, attribute.Place(method), attribute.Text(1) ?? "", method.Name, "the action or the resource is empty");
            return null;
        }
        var context = new Template(template, method, input, attribute.Place(method));
        var parts = new List<string>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            var text = open < 0 ? template.Substring(at) : template.Substring(at, open - at);
            if (text.Contains('}')) return Bad(context, "'}' without '{'");
            if (text.Length > 0) parts.Add(CSharp.Literal(text));
            if (open < 0) break;
            var close = template.IndexOf('}', open);
            if (close < 0) return Bad(context, "'{' without '}'");
            if (Placeholder(context, template.Substring(open + 1, close - open - 1)) is not { } part) return null;
            parts.Add(part);
            at = close + 1;
        }
        var isConstant = parts.All(p => p[0] == '"');
        return new PermissionModel(action, parts.ToEquatable(), context.Each, isConstant, context.UsesInput);
    }

    private string? Placeholder(Template context, string text)
    {
        switch (text)
        {
            case "partition": return "call.Partition";
            case "region": return "call.Region";
            case "account": return "call.Account";
        }
        var parenthesis = text.IndexOf('(');
        if (parenthesis >= 0)
        {
            if (!text.EndsWith(")", StringComparison.Ordinal) || !IsName(text.Substring(0, parenthesis))) return Bad(context, $"{{{text}}} is no call")?.Action;
            return Function(context, text.Substring(0, parenthesis), text.Substring(parenthesis + 1, text.Length - parenthesis - 2).Trim());
        }
        if (Member(context, text) is not var (expression, type)) return null;
        if (type.SpecialType == SpecialType.System_String) return expression;
        if (!IsScalar(type)) return Bad(context, $"{text} is not text or a number")?.Action;
        return $"global::System.Convert.ToString({expression}, global::System.Globalization.CultureInfo.InvariantCulture)";
    }

    private string? Function(Template context, string name, string argument)
    {
        ITypeSymbol? argumentType = null;
        var expression = "";
        if (argument == "*") (expression, argumentType) = ("i", context.Input);
        else if (argument.Length > 0)
        {
            if (Member(context, argument) is not var (found, type)) return null;
            (expression, argumentType) = (found, type);
        }
        if (argumentType is not null) context.UsesInput = true;
        var method = resources?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m => Fits(m, argumentType));
        if (method is null)
        {
            var parameters = argumentType is null ? "CallContext call" : $"{argumentType.Display()} value, CallContext call";
            findings.Add(Rules.UnknownFunction, context.Place, context.Text, context.Method.Name, name, parameters,
                resources?.Display() ?? $"the Resources type, which {api.Name} does not name");
            return null;
        }
        var call = $"{CSharp.Name(resources!)}.{name}({expression}{(expression.Length > 0 ? ", " : "")}call)";
        if (method.ReturnType.SpecialType == SpecialType.System_String) return call;
        if (context.Each is not null) return Bad(context, "two functions answer sequences")?.Action;
        context.Each = call;
        return "each";
    }

    private bool Fits(IMethodSymbol method, ITypeSymbol? argument)
    {
        if (!method.IsStatic || method.IsGenericMethod || method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)) return false;
        if (method.ReturnType.SpecialType != SpecialType.System_String && !IsTexts(method.ReturnType)) return false;
        var parameters = method.Parameters;
        if (parameters.Length != (argument is null ? 1 : 2) || !parameters[parameters.Length - 1].Type.IsNamed("Undercast.Kernel", "CallContext")) return false;
        return argument is null || compilation.ClassifyCommonConversion(argument, parameters[0].Type) is { Exists: true, IsImplicit: true };
    }

    private static bool IsTexts(ITypeSymbol type) =>
        new[] { type }.Concat(type.AllInterfaces).OfType<INamedTypeSymbol>()
            .Any(t => t.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && t.TypeArguments[0].SpecialType == SpecialType.System_String);

    // A path of members: C#'s name first, else the wire's.
    private (string Expression, ITypeSymbol Type)? Member(Template context, string path)
    {
        ITypeSymbol type = context.Input;
        var expression = "i";
        foreach (var name in path.Split('.'))
        {
            if (!IsName(name))
            {
                Bad(context, $"{{{path}}} is no member");
                return null;
            }
            var members = type is INamedTypeSymbol named ? ShapeParser.Properties(named).ToList() : [];
            if ((members.FirstOrDefault(p => p.Name == name) ?? members.FirstOrDefault(p => ShapeParser.WireName(p) == name)) is not { } property)
            {
                findings.Add(Rules.UnknownMember, context.Place, context.Text, context.Method.Name, name, type.Display());
                return null;
            }
            expression += (expression == "i" ? "." : "?.") + CSharp.Identifier(property.Name);
            type = property.Type;
        }
        context.UsesInput = true;
        return (expression, type);
    }

    private PermissionModel? Bad(Template context, string reason)
    {
        findings.Add(Rules.BadTemplate, context.Place, context.Text, context.Method.Name, reason);
        return null;
    }

    private static bool IsName(string text) => text.Length > 0 && !char.IsDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static bool IsScalar(ITypeSymbol type)
    {
        var plain = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return plain.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_SByte;
    }

    private sealed class Template(string text, IMethodSymbol method, INamedTypeSymbol input, Location? place)
    {
        public string Text { get; } = text;
        public IMethodSymbol Method { get; } = method;
        public INamedTypeSymbol Input { get; } = input;
        public Location? Place { get; } = place;
        public string? Each { get; set; }
        public bool UsesInput { get; set; }
    }
}
