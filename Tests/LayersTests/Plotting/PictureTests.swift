import Layers
import Testing

@Suite("Pictures")
struct PictureTests {
    private struct Dot: Picture {
        let title: String
        var svg: String { "<svg><title>\(title)</title></svg>" }
    }

    @Test("anything with a title and a drawing is one")
    func conformance() {
        let pictures: [any Picture] = [Dot(title: "a"), Dot(title: "b")]
        #expect(pictures.map(\.title) == ["a", "b"])
        #expect(pictures[1].svg.contains("<title>b"))
    }
}
