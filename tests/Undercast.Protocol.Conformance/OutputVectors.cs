namespace Undercast.Protocol.Conformance;

/// <summary>A server writes what SDKs understand.</summary>
public sealed class OutputVectors
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var vector in Corpus.Vectors("output")) data.Add(vector.File, vector.Id);
        return data;
    }

    [CorpusTheory, MemberData(nameof(All))]
    public void Answer_is_written(string file, string id) =>
        Reasons.Judge(Loaded.Vector("output", file, id), static vector => Answers.Compare(vector, Answers.Write(vector)));

    [CorpusFact]
    public void Every_reason_is_for_a_vector()
    {
        var known = Corpus.Vectors("input").Concat(Corpus.Vectors("output")).Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Reasons.Vectors.Except(known));
    }
}
