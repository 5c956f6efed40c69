using System.Runtime.CompilerServices;

namespace Undercast.Protocol;

/// <summary>Remembers required numbers, flags and moments that a request left out, which the record itself cannot show.</summary>
/// <remarks>Filled by reading and asked by the checks of the same input; an entry lives as long as its record.</remarks>
public static class MissingMembers
{
    private static readonly ConditionalWeakTable<object, List<int>> Missing = [];

    /// <summary>Notes that the member of <paramref name="record"/> was not there.</summary>
    public static void Note(object record, int index) => Missing.GetOrCreateValue(record).Add(index);

    /// <summary>Whether the member of <paramref name="record"/> was not there.</summary>
    public static bool Has(object record, int index) => Missing.TryGetValue(record, out var indexes) && indexes.Contains(index);
}
