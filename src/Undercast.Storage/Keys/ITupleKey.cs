namespace Undercast.Storage;

/// <summary>A key made of tuple elements. <see cref="Write"/> and <see cref="Read"/> name the same elements in the same order.</summary>
/// <example><code>
/// public readonly record struct QueueKey(string Account, string Queue) : ITupleKey&lt;QueueKey&gt;
/// {
///     public void Write(ref TupleWriter w) { w.String(Account); w.String(Queue); }
///     public static QueueKey Read(ref TupleReader r) => new(r.String(), r.String());
/// }
/// </code></example>
public interface ITupleKey<TSelf>
    where TSelf : struct, ITupleKey<TSelf>
{
    /// <summary>Appends the elements.</summary>
    void Write(ref TupleWriter w);

    /// <summary>Takes the elements in the order in which <see cref="Write"/> appended them.</summary>
    static abstract TSelf Read(ref TupleReader r);
}
