using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Collects what is wrong with a contract.</summary>
internal sealed class Findings(Location? fallback)
{
    private readonly List<DiagnosticModel> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(DiagnosticDescriptor rule, Location? location, params string[] arguments) =>
        _found.Add(new DiagnosticModel(rule.Id, LocationModel.Of(location) ?? LocationModel.Of(fallback), arguments.ToEquatable()));

    // A shape that two operations use is parsed once, but a finding may still come twice through two members.
    public EquatableArray<DiagnosticModel> All() => _found.Distinct().ToEquatable();
}
