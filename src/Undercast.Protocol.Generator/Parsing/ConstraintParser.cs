using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Reads the constraints of a member.</summary>
internal static class ConstraintParser
{
    public static ConstraintModel Parse(IPropertySymbol property, ValueModel value, string display, Findings findings)
    {
        var range = property.Get("Range");
        var length = property.Get("Length");
        var pattern = property.Get("Pattern");
        var oneOf = property.Get("OneOf");
        var elements = property.Get("Elements");
        Need(range, value.Kind is ValueKind.Byte or ValueKind.Short or ValueKind.Integer or ValueKind.Long or ValueKind.Float or ValueKind.Double, "only numbers have a range");
        Need(length, value.IsCollection || value.Kind is ValueKind.String or ValueKind.Blob, "only text, bytes, lists and maps have a length");
        Need(pattern, value.Kind == ValueKind.String, "only text has a pattern");
        Need(oneOf, (value.IsCollection ? value.Element! : value).Kind == ValueKind.String, "only text has values to choose from");
        Need(elements, value is { IsCollection: true, Element.Kind: ValueKind.String }, "only lists and maps of text have such elements");
        Valid(pattern, pattern?.Text(0));
        Valid(elements, elements?.Named("Pattern") as string);
        return new ConstraintModel(
            range?.Argument(0) as long?, range?.Argument(1) as long?,
            length?.Argument(0) as int?, Limit(length?.Argument(1)),
            pattern?.Text(0),
            oneOf is null ? default : oneOf.ConstructorArguments[0].Values.Select(v => v.Value as string).OfType<string>().ToEquatable(),
            Limit(elements?.Named("MinLength")), Limit(elements?.Named("MaxLength")), elements?.Named("Pattern") as string);

        void Need(AttributeData? attribute, bool fits, string reason)
        {
            if (attribute is not null && !fits) Bad(attribute, reason);
        }

        void Valid(AttributeData? attribute, string? expression)
        {
            if (expression is null) return;
            try
            {
                _ = new Regex(PatternDialect.ToDotNet(expression), RegexOptions.CultureInvariant);
            }
            catch (ArgumentException e)
            {
                Bad(attribute!, e.Message);
            }
        }

        void Bad(AttributeData attribute, string reason) =>
            findings.Add(Rules.BadConstraint, attribute.Place(property), display, attribute.AttributeClass!.Name.Replace("Attribute", ""), reason);
    }

    // -1 and the largest int both say that there is no limit.
    private static int? Limit(object? value) => value is int and not (-1 or int.MaxValue) ? (int)value : null;
}
