using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Finds shapes that could never be finished because each one requires another of itself.</summary>
internal static class RequiredCycles
{
    public static void Check(Dictionary<string, ShapeModel> shapes, Func<string, Location?> place, Findings findings)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in shapes.Keys.OrderBy(n => n, StringComparer.Ordinal)) Visit(name, [], done);

        void Visit(string name, List<(string Shape, string Member)> path, HashSet<string> finished)
        {
            var start = path.FindIndex(p => p.Shape == name);
            if (start >= 0)
            {
                findings.Add(Rules.Endless, place(name), name, string.Join(", ", path.Skip(start).Select(p => $"{p.Shape}.{p.Member}")));
                return;
            }
            if (finished.Contains(name)) return;
            foreach (var member in shapes[name].Members)
            {
                if (member is not { IsRequired: true, Value: { Kind: ValueKind.Structure, Shape: { } next } } || !shapes.ContainsKey(next)) continue;
                path.Add((name, member.Property));
                Visit(next, path, finished);
                path.RemoveAt(path.Count - 1);
            }
            finished.Add(name);
        }
    }
}
