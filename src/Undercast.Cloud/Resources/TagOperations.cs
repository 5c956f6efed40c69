namespace Undercast.Cloud;

/// <summary>How a service reads and changes the tags of its resources.</summary>
/// <param name="Api">The API.</param>
/// <param name="List">The operation that lists tags.</param>
/// <param name="Tag">The operation that sets some.</param>
/// <param name="Untag">The operation that takes some away.</param>
/// <param name="Resource">The member that names the resource.</param>
public sealed record TagOperations(string Api, string List, string Tag, string Untag, string Resource)
{
    /// <summary>The member that holds tags, in the list's answer and in what is set.</summary>
    public string Tags { get; init; } = "Tags";

    /// <summary>The member that holds the keys to take away.</summary>
    public string Keys { get; init; } = "TagKeys";

    /// <summary>Whether tags are a list of <c>{Key, Value}</c> rather than a map.</summary>
    public bool AsList { get; init; }
}
