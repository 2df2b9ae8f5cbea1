import Canvas
import Dashboard
import PictureSupport
import Testing

@Test func look() {
  print(render(Samples.state()).text)
  print(render(Samples.state(columns: 60, rows: 15)).text)
  print(render(Samples.state(columns: 80, rows: 24)).text)
  print(render(Samples.state(columns: 40, rows: 10)).text)
  print(render(Samples.state(columns: 60, rows: 15, colours: .none, isUnicode: false)).text)
}
